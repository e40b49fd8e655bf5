package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens data, whatever it is: idx files, a folder of pictures, CIFAR-10, {@code .npy}, {@code .npz}, one picture, or the
 * embedded {@link Glyphs}. Errors are one line each: {@link BadInputException} for a path or options that cannot work,
 * {@link CorruptFileException} for a damaged file, {@link UnsupportedFormatException} for one of an unknown kind.
 */
public final class DataSource {

    private DataSource() {}

    /**
     * Opens data and splits it for training.
     *
     * @param path a file or a folder; null for the embedded glyphs
     */
    public static LoadedData open(@Nullable Path path, DataOptions options) {
        return Split.of(read(path, options), options);
    }

    /** Opens data as one dataset, for looking at it or encoding it; the remarks are dropped. */
    public static Dataset openWhole(@Nullable Path path, DataOptions options) {
        return openWhole(path, options, note -> {});
    }

    /**
     * Opens data as one dataset.
     *
     * @param notes takes remarks for the user, one line each: what was skipped
     */
    public static Dataset openWhole(@Nullable Path path, DataOptions options, Consumer<String> notes) {
        Source source = read(path, options);
        source.notes().forEach(notes);
        return source.all();
    }

    private static Source read(@Nullable Path path, DataOptions options) {
        if (path == null) {
            return Glyphs.source().prepared(options);
        }
        if (!Files.exists(path)) {
            throw new BadInputException("%s: no such file or folder".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw new BadInputException("%s: no permission to read it".formatted(path));
        }
        try {
            String name = path.toRealPath().getFileName() == null
                    ? "/"
                    : path.toRealPath().getFileName().toString();
            return Files.isDirectory(path) ? readFolder(name, path, options) : readFile(name, path, options);
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(path, e), e);
        }
    }

    private static Source readFolder(String name, Path folder, DataOptions options) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted((a, b) -> NaturalOrder.INSTANCE.compare(a.toString(), b.toString()))
                    .toList();
        }
        List<Path> idx = files.stream().filter(IdxFiles::isIdx).toList();
        if (!idx.isEmpty()) {
            return IdxFiles.readFolder(name, folder, idx).prepared(options);
        }
        List<Path> cifar = files.stream().filter(CifarFolder::isBatch).toList();
        if (!cifar.isEmpty()) {
            return CifarFolder.read(name, folder, cifar).prepared(options);
        }
        List<PictureItem> pictures = PictureListing.of(folder);
        if (pictures.isEmpty()) {
            throw new BadInputException(
                    files.isEmpty()
                            ? "%s is empty: give a folder of pictures".formatted(folder)
                            : "%s holds no picture (png, jpg, bmp, gif, pgm, ppm, tif, webp), no idx and no CIFAR-10 file: give another folder or one .npy or .npz file"
                                    .formatted(folder));
        }
        return PictureFolder.read(name, pictures, options);
    }

    private static Source readFile(String name, Path file, DataOptions options) throws IOException {
        if (IdxFiles.isIdx(file)) {
            return IdxFiles.readFile(name, file).prepared(options);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        if (Npy.isNpy(start) || name.endsWith(".npy")) {
            return NumpyFiles.readNpy(name, file).prepared(options);
        }
        if (name.endsWith(".npz")) {
            return NumpyFiles.readNpz(name, file).prepared(options);
        }
        if (PictureFiles.isPicture(file)) {
            return PictureFolder.read(name, List.of(new PictureItem(file, name, null, 0)), options);
        }
        throw new UnsupportedFormatException(
                "%s is of an unknown kind: idx, idx.gz, npy, npz, a picture, or a folder of pictures are read"
                        .formatted(file));
    }
}

package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens data, whatever it is: idx files, a folder of pictures, CIFAR-10, {@code .npy}, {@code .npz}, tables of text, WFDB
 * records, one picture, or the embedded {@link Glyphs}. Errors are one line each: {@link BadInputException} for a path or options that
 * cannot work, {@link CorruptFileException} for a damaged file, {@link UnsupportedFormatException} for one of an unknown
 * kind. No native library is loaded.
 */
public final class DataSource {

    private DataSource() {}

    /**
     * Opens data and splits it for training.
     *
     * @param path a file or a folder
     */
    public static LoadedData open(Path path, DataOptions options) {
        return Split.of(read(path, options, null), options);
    }

    /**
     * Opens data for a trained model and splits it as for its training: the columns of a table are those that the model
     * knows, pictures get its size.
     *
     * @throws BadInputException if the model's columns are not there
     */
    public static LoadedData openFor(Path path, InputFormat format, DataOptions options) {
        return Split.of(read(path, options, format), options);
    }

    /** Whether a file, by its name, is read together with others of its folder: MNIST's idx files, CIFAR's batches. */
    public static boolean isPartOfFolder(Path file) {
        return IdxFiles.isIdx(file) || CifarFolder.isBatch(file);
    }

    /** The embedded data, split for training. */
    public static LoadedData glyphs() {
        return glyphs(DataOptions.defaults());
    }

    /** The embedded data, split for training. */
    public static LoadedData glyphs(DataOptions options) {
        return Split.of(obeying(Glyphs.source().prepared(options), options), options);
    }

    /** Opens data as one dataset, for looking at it or encoding it; the remarks are dropped. */
    public static Dataset openWhole(Path path, DataOptions options) {
        return openWhole(path, options, note -> {});
    }

    /**
     * Opens data as one dataset.
     *
     * @param notes takes remarks for the user, one line each: what was skipped or left out
     */
    public static Dataset openWhole(Path path, DataOptions options, Consumer<String> notes) {
        return whole(read(path, options, null), notes);
    }

    /**
     * As {@link #openFor}, as one dataset.
     *
     * @param notes takes remarks for the user, one line each: what was skipped, categories that the model does not know
     */
    public static Dataset openWholeFor(Path path, InputFormat format, DataOptions options, Consumer<String> notes) {
        return whole(read(path, options, format), notes);
    }

    private static Dataset whole(Source source, Consumer<String> notes) {
        source.notes().forEach(notes);
        return source.all();
    }

    private static Source read(Path path, DataOptions options, @Nullable InputFormat format) {
        if (!Files.exists(path)) {
            throw new BadInputException("%s: no such file or folder".formatted(path));
        }
        if (!Files.isReadable(path)) {
            throw new BadInputException("%s: no permission to read it".formatted(path));
        }
        DataOptions asked = format == null ? options : asked(options, format);
        try {
            String name = path.toRealPath().getFileName() == null
                    ? "/"
                    : path.toRealPath().getFileName().toString();
            Source source = Files.isDirectory(path)
                    ? readFolder(name, path, asked, format)
                    : readFile(name, path, asked, format);
            return format == null ? obeying(source, asked) : source.fittedTo(format.shape());
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(path, e), e);
        }
    }

    /** @throws BadInputException if the options ask for what this data cannot be */
    private static Source obeying(Source source, DataOptions options) {
        SampleShape shape = source.all().shape();
        if (options.series() != null && shape.kind() != SampleShape.Kind.SERIES) {
            throw new BadInputException(
                    "%s holds samples %s: series are read from tables and arrays [N, L] and [N, C, L]"
                            .formatted(source.all().name(), shape));
        }
        if (options.table().choose() && shape.kind() == SampleShape.Kind.PICTURE) {
            throw new BadInputException(
                    "%s holds pictures: a target, chosen or ignored columns and categories are for tables"
                            .formatted(source.all().name()));
        }
        return source;
    }

    private static Source readFolder(String name, Path folder, DataOptions options, @Nullable InputFormat format)
            throws IOException {
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
            throw nothingIn(folder, files);
        }
        return PictureFolder.read(name, pictures, decoding(options, format));
    }

    private static BadInputException nothingIn(Path folder, List<Path> files) {
        List<Path> tables = files.stream().filter(TableFile::isTable).toList();
        if (!tables.isEmpty()) {
            return new BadInputException(
                    "%s holds %d tables and no pictures: give the path of one table, for example %s"
                            .formatted(folder, tables.size(), tables.get(0)));
        }
        return new BadInputException(
                files.isEmpty()
                        ? "%s is empty: give a folder of pictures".formatted(folder)
                        : "%s holds no picture (png, jpg, bmp, gif, pgm, ppm, tif, webp), no idx and no CIFAR-10 file: give another folder or one .npy, .npz or .csv file"
                                .formatted(folder));
    }

    private static Source readFile(String name, Path file, DataOptions options, @Nullable InputFormat format)
            throws IOException {
        if (IdxFiles.isIdx(file)) {
            return IdxFiles.readFile(name, file).prepared(options);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        ArrayUse use = use(options, format);
        if (Npy.isNpy(start) || name.endsWith(".npy")) {
            return arrays(NumpyFiles.readNpy(name, file, use), options, format);
        }
        if (name.endsWith(".npz")) {
            return arrays(NumpyFiles.readNpz(name, file, use), options, format);
        }
        if (TableFile.isTable(file) || TableFile.isText(file)) {
            return TableFile.read(file, options, format);
        }
        if (WfdbFiles.isRecord(file)) {
            return WfdbFiles.read(name, file, options, format);
        }
        if (PictureFiles.isPicture(file)) {
            List<PictureItem> items = List.of(new PictureItem(file, name, null, 0));
            return PictureFolder.read(name, items, decoding(options, format));
        }
        throw new UnsupportedFormatException(
                "%s is of an unknown kind: idx, idx.gz, npy, npz, csv, tsv, csv.gz, tsv.gz, hea (a WFDB record), a picture, or a folder of pictures are read"
                        .formatted(file));
    }

    private static ArrayUse use(DataOptions options, @Nullable InputFormat format) {
        SeriesOptions series = options.series();
        boolean columns =
                options.table().choose() || (format != null && !format.columns().isEmpty());
        return series != null && !series.isWindowed()
                ? ArrayUse.SERIES
                : series != null || columns ? ArrayUse.TABLE : ArrayUse.SAMPLES;
    }

    /** Rows of floats are tables, as long as they are not series. */
    private static Source arrays(Source source, DataOptions options, @Nullable InputFormat format) {
        if (source.all() instanceof FloatDataset floats && floats.shape().kind() == SampleShape.Kind.ROW) {
            TypedRows rows = TypedRows.of(floats);
            if (format == null) {
                rows.requireColumns(options.table());
            }
            return TableSource.of(rows, source.parts(), options, format, source.notes());
        }
        if (options.series() != null && options.series().isWindowed()) {
            throw new BadInputException("%s holds samples %s: windows are cut from tables and arrays of floats [N, F]"
                    .formatted(source.all().name(), source.all().shape()));
        }
        return source.prepared(options);
    }

    /** Pictures of a folder may differ in size: they are brought to a model's when they are decoded. */
    private static DataOptions decoding(DataOptions options, @Nullable InputFormat format) {
        if (format == null || format.shape().kind() != SampleShape.Kind.PICTURE) {
            return options;
        }
        SampleShape shape = format.shape();
        return options.withSize(new Size(shape.width(), shape.height())).withGray(shape.channels() == 1);
    }

    /** A model of series gets series, and a model's shape takes the place of what the user says about pictures. */
    private static DataOptions asked(DataOptions options, InputFormat format) {
        DataOptions any = options.withSize(null).withGray(false);
        if (format.shape().kind() != SampleShape.Kind.SERIES) {
            return any.withSeries(null);
        }
        if (options.series() != null) {
            return any;
        }
        return any.withSeries(
                format.columns().isEmpty()
                        ? SeriesOptions.rows()
                        : SeriesOptions.windows(format.shape().spatial().get(0)));
    }
}

package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.PictureHeader;
import io.diabolo.codec.archive.KeptMetadata;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A {@code .dbl} file as its header describes it; no codec is needed.
 *
 * @param file its path
 * @param bytes its length
 * @param bitsPerPixel of the whole file
 * @param header what it says
 * @param metadata what stands behind the picture
 */
public record CodedPicture(
        String file, long bytes, double bitsPerPixel, PictureHeader header, List<MetadataSize> metadata) {

    public CodedPicture {
        metadata = List.copyOf(metadata);
    }

    /**
     * @param kind {@code EXIF}, {@code ICC} or {@code XMP}
     * @param bytes unpacked
     */
    public record MetadataSize(String kind, int bytes) {}

    /** The ending of a coded picture's name. */
    static final String ENDING = ".dbl";

    /** Java's longest array is a little shorter. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

    static boolean isNamed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /** Reads what a file says; loads no native library. */
    public static CodedPicture describe(Path file) {
        byte[] bytes = read(file);
        PictureHeader header = FileErrors.naming(file, () -> Codec.describe(bytes));
        List<MetadataSize> metadata = KeptMetadata.read(bytes).pieces().stream()
                .map(piece -> new MetadataSize(piece.kind().name(), piece.bytes().length))
                .toList();
        double bits = 8.0 * bytes.length / header.width() / header.height();
        return new CodedPicture(file.toString(), bytes.length, bits, header, metadata);
    }

    /** The coded pictures below a folder, relative to it; hidden files and folders are left out. */
    static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> isNamed(file) && Files.isRegularFile(file))
                    .map(folder::relativize)
                    .filter(file -> !file.toString().matches("(.*[/\\\\])?\\..*"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new BadInputException("%s holds no coded picture (%s)".formatted(folder, ENDING));
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** The whole file. */
    static byte[] read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadInputException("%s: no such file, or no permission to read it".formatted(file));
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInputException(
                        "%s has %,d bytes, at most %,d are read".formatted(file, Files.size(file), MAX_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CorruptFileException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** For a reader. */
    public String text() {
        int tiles = header.tileBytes().size();
        TextTable table = new TextTable(2, "what", "value");
        table.row("kind", "a coded picture, format %d".formatted(header.formatVersion()));
        table.row("codec", header.codecId());
        table.row(
                "picture",
                "%d x %d pixels, %s%s"
                        .formatted(
                                header.width(),
                                header.height(),
                                header.gray() ? "gray" : "RGB",
                                header.alpha() ? " with alpha (%,d bytes)".formatted(header.alphaBytes()) : ""));
        table.row("quality level", "%d of 0 to %d".formatted(header.level(), PictureHeader.MAX_LEVELS - 1));
        table.row("size", "%,d bytes, %.4f bits per pixel".formatted(bytes, bitsPerPixel));
        table.row(
                "tiles",
                "%d x %d, %,d to %,d bytes each"
                        .formatted(
                                header.tilesAcross(),
                                tiles / header.tilesAcross(),
                                header.tileBytes().stream()
                                        .min(Integer::compare)
                                        .orElse(0),
                                header.tileBytes().stream()
                                        .max(Integer::compare)
                                        .orElse(0)));
        metadata.forEach(piece -> table.row("metadata", "%s, %,d bytes".formatted(piece.kind(), piece.bytes())));
        return table.toString();
    }
}

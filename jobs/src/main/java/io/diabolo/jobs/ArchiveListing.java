package io.diabolo.jobs;

import io.diabolo.codec.archive.ArchiveEntry;
import io.diabolo.codec.archive.ArchiveReader;
import io.diabolo.codec.archive.EntryNames;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an archive holds, without decoding any of it.
 *
 * @param archive its path
 * @param bytes of the file
 * @param codec its id
 * @param codecSha256 of the codec's weights
 * @param carriesCodec whether the codec is in the archive
 * @param pictures in the order of the archive
 * @param problems a line for each thing that is lost or refused
 */
public record ArchiveListing(
        String archive,
        long bytes,
        String codec,
        String codecSha256,
        boolean carriesCodec,
        List<Item> pictures,
        List<String> problems) {

    public ArchiveListing {
        pictures = List.copyOf(pictures);
        problems = List.copyOf(problems);
    }

    /**
     * A picture.
     *
     * @param modified when its file was last changed, as ISO 8601 writes it, in UTC
     * @param bytes that it takes, without its line in the index and its metadata
     * @param pieces how many pieces of metadata it has
     */
    public record Item(
            String name, int width, int height, boolean gray, boolean alpha, String modified, long bytes, int pieces) {}

    /** Reads it; loads no native library. */
    public static ArchiveListing of(Path archive) {
        return FileErrors.naming(archive, () -> {
            try (ArchiveReader reader = ArchiveReader.open(archive)) {
                return of(archive, reader);
            }
        });
    }

    private static ArchiveListing of(Path archive, ArchiveReader reader) {
        List<String> problems = new ArrayList<>(reader.problems());
        List<Item> items = new ArrayList<>();
        for (String name : reader.names()) {
            try {
                ArchiveEntry entry = reader.describe(name);
                items.add(new Item(
                        name,
                        entry.picture().width(),
                        entry.picture().height(),
                        entry.picture().gray(),
                        entry.picture().alpha(),
                        entry.modified().toString(),
                        entry.bytes(),
                        entry.pieces()));
            } catch (CorruptFileException | UnsupportedFormatException e) {
                problems.add("lost: %s: %s".formatted(EntryNames.shown(name), e.getMessage()));
            }
        }
        boolean carries;
        try {
            carries = reader.codecWeights().isPresent();
        } catch (CorruptFileException e) {
            carries = true;
            problems.add("lost: the codec that it carries: %s".formatted(e.getMessage()));
        }
        return new ArchiveListing(
                archive.toString(),
                reader.bytes(),
                reader.header().codecId(),
                reader.header().codecSha256(),
                carries,
                items,
                problems);
    }

    /** For a reader. */
    public String text() {
        TextTable table = new TextTable(1, "picture", "width", "height", "colours", "changed", "bytes", "metadata");
        pictures.forEach(item -> table.row(
                item.name,
                Integer.toString(item.width),
                Integer.toString(item.height),
                (item.gray ? "gray" : "RGB") + (item.alpha ? " with alpha" : ""),
                item.modified,
                "%,d".formatted(item.bytes),
                Integer.toString(item.pieces)));
        return "%s%,d pictures, %,d bytes, codec %s%s%n"
                .formatted(table, pictures.size(), bytes, codec, carriesCodec ? ", which the archive carries" : "")
                .replace("\r\n", "\n");
    }
}

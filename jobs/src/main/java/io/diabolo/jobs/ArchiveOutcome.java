package io.diabolo.jobs;

import java.util.List;

/**
 * What came of putting pictures into an archive.
 *
 * @param archive its path; that of the unfinished file where the run did not end
 * @param codec its id
 * @param added the pictures that were added
 * @param there how many of those that were asked for were in it already, from an earlier run
 * @param pictures how many it has
 * @param bytes of the file
 * @param problems a line for each thing that was lost of an archive that was added to; empty if nothing is missing
 * @param ending how it went with the pictures
 */
public record ArchiveOutcome(
        String archive,
        String codec,
        List<Added> added,
        int there,
        int pictures,
        long bytes,
        List<String> problems,
        FilesEnding ending) {

    public ArchiveOutcome {
        added = List.copyOf(added);
        problems = List.copyOf(problems);
    }

    /**
     * A picture in the archive.
     *
     * @param name in the archive
     * @param bytes that it takes, without its line in the index
     * @param seconds from pixels in memory to bytes in memory
     */
    public record Added(String name, int width, int height, long bytes, double seconds) {}

    /** For a reader: a few lines, as there may be thousands of pictures. */
    public String text() {
        double pixels =
                added.stream().mapToDouble(a -> (double) a.width * a.height).sum();
        long own = added.stream().mapToLong(Added::bytes).sum();
        TextTable table = new TextTable(1, "what", "value");
        table.row("archive", archive);
        table.row("pictures in it", "%,d".formatted(pictures));
        table.row("added now", "%,d".formatted(added.size()));
        if (there > 0) {
            table.row("there already", "%,d".formatted(there));
        }
        table.row("size", "%,d bytes".formatted(bytes));
        if (!added.isEmpty()) {
            table.row("bits per pixel of those added", "%.4f".formatted(8 * own / pixels));
            table.row(
                    "seconds",
                    "%.2f".formatted(added.stream().mapToDouble(Added::seconds).sum()));
        }
        return table.toString();
    }
}

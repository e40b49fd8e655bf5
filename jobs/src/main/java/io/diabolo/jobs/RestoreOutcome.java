package io.diabolo.jobs;

import java.util.List;

/**
 * What came of restoring pictures.
 *
 * @param pictures those that have their result
 * @param ending how it went with the others
 */
public record RestoreOutcome(List<Restored> pictures, FilesEnding ending) {

    public RestoreOutcome {
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture and its result.
     *
     * @param picture its path
     * @param file the result's path
     * @param width of the result
     * @param height of the result
     * @param repaired how many pixels were hidden; 0 for other tasks
     * @param seconds from pixels in memory to pixels in memory
     */
    public record Restored(String picture, String file, int width, int height, long repaired, double seconds) {}

    /** For a reader. */
    public TextTable table() {
        boolean inpainted = pictures.stream().anyMatch(picture -> picture.repaired > 0);
        TextTable table = inpainted
                ? new TextTable(1, "file", "pixels", "repaired", "seconds")
                : new TextTable(1, "file", "pixels", "seconds");
        for (Restored picture : pictures) {
            String size = "%d x %d".formatted(picture.width, picture.height);
            String seconds = "%.2f".formatted(picture.seconds);
            if (inpainted) {
                table.row(picture.file, size, "%,d".formatted(picture.repaired), seconds);
            } else {
                table.row(picture.file, size, seconds);
            }
        }
        return table;
    }
}

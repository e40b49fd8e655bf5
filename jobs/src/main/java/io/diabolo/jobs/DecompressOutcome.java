package io.diabolo.jobs;

import io.diabolo.codec.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of decompressing files.
 *
 * @param pictures those that were written
 * @param ending how it went with the other files
 */
public record DecompressOutcome(List<Decompressed> pictures, FilesEnding ending) {

    public DecompressOutcome {
        pictures = List.copyOf(pictures);
    }

    /**
     * A file and its picture.
     *
     * @param codec the id of the one that wrote it
     * @param seconds from bytes in memory to pixels in memory
     * @param damaged the parts that are lost and gray
     * @param alphaLost whether the alpha channel is lost
     */
    public record Decompressed(
            String file,
            String picture,
            int width,
            int height,
            String codec,
            double seconds,
            List<Decoded.DamagedTile> damaged,
            boolean alphaLost) {

        public Decompressed {
            damaged = List.copyOf(damaged);
        }

        boolean whole() {
            return damaged.isEmpty() && !alphaLost;
        }

        private String losses() {
            List<String> losses = new ArrayList<>();
            if (!damaged.isEmpty()) {
                losses.add(damaged.stream()
                        .map(tile ->
                                "%d x %d pixels at (%d, %d)".formatted(tile.width(), tile.height(), tile.x(), tile.y()))
                        .collect(Collectors.joining("; ", "", " are lost and gray")));
            }
            if (alphaLost) {
                losses.add("the alpha channel is lost");
            }
            return "%s is damaged: %s".formatted(file, String.join(", ", losses));
        }
    }

    /** A line for each file of which something is lost: its picture is not what was compressed. */
    public List<String> losses() {
        return pictures.stream()
                .filter(picture -> !picture.whole())
                .map(Decompressed::losses)
                .toList();
    }

    /** For a reader. */
    public TextTable table() {
        TextTable table = new TextTable(1, "picture", "width", "height", "seconds");
        pictures.forEach(picture -> table.row(
                picture.picture,
                Integer.toString(picture.width),
                Integer.toString(picture.height),
                "%.2f".formatted(picture.seconds)));
        return table;
    }
}

package io.diabolo.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of compressing pictures.
 *
 * @param codec its id
 * @param pictures those that have their file
 * @param ending how it went with the others
 */
public record CompressOutcome(String codec, List<Compressed> pictures, FilesEnding ending) {

    public CompressOutcome {
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture and its file.
     *
     * @param bytes of the file
     * @param psnrDb over all colour samples, 8 bits
     * @param msSsim 0 to 1
     * @param seconds from pixels in memory to bytes in memory
     */
    public record Compressed(
            String picture,
            String file,
            int width,
            int height,
            long bytes,
            double bitsPerPixel,
            double psnrDb,
            double msSsim,
            double seconds)
            implements Serializable {

        private double pixels() {
            return (double) width * height;
        }
    }

    /** For a reader. */
    public TextTable table() {
        TextTable table = heading();
        pictures.forEach(picture -> table.row(
                picture.file,
                "%,d".formatted(picture.bytes),
                "%.4f".formatted(picture.bitsPerPixel),
                "%.2f".formatted(picture.psnrDb),
                "%.4f".formatted(picture.msSsim),
                "%.2f".formatted(picture.seconds)));
        if (pictures.size() > 1) {
            addSums(table, "sums of bytes and seconds, means over all pixels");
        }
        return table;
    }

    /** For a reader of many: the last line alone. */
    public TextTable sums() {
        TextTable table = heading();
        addSums(table, "%,d pictures: sums of bytes and seconds, means over all pixels".formatted(pictures.size()));
        return table;
    }

    private static TextTable heading() {
        return new TextTable(1, "file", "bytes", "bits/pixel", "PSNR (dB)", "MS-SSIM", "seconds");
    }

    /** Means are over all pixels, so that an icon does not count as much as a photograph. */
    private void addSums(TextTable table, String name) {
        table.row(
                name,
                "%,d".formatted(pictures.stream().mapToLong(Compressed::bytes).sum()),
                "%.4f".formatted(mean(Compressed::bitsPerPixel)),
                "%.2f".formatted(mean(Compressed::psnrDb)),
                "%.4f".formatted(mean(Compressed::msSsim)),
                "%.2f"
                        .formatted(pictures.stream()
                                .mapToDouble(Compressed::seconds)
                                .sum()));
    }

    private double mean(ToDoubleFunction<Compressed> value) {
        double pixels = pictures.stream().mapToDouble(Compressed::pixels).sum();
        return pictures.stream()
                        .mapToDouble(picture -> value.applyAsDouble(picture) * picture.pixels())
                        .sum()
                / pixels;
    }
}

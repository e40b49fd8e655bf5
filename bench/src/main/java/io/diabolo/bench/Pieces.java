package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Engine;
import io.diabolo.engine.TensorScope;
import io.diabolo.entropy.RansDecoder;
import io.diabolo.entropy.RansEncoder;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.TableFitting;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import io.diabolo.preprocess.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Rates of what surrounds the products, on one thread: batches, pictures from and to files, the entropy coder. */
final class Pieces {

    private static final int WIDTH = 768;
    private static final int HEIGHT = 512;
    private static final double MEGAPIXELS = WIDTH * HEIGHT / 1e6;
    private static final int SMALL = 64;
    private static final int BATCH = 128;
    private static final int TIMES = 9;

    private final boolean quick;
    private final Consumer<String> news;

    private Pieces(boolean quick, Consumer<String> news) {
        this.quick = quick;
        this.news = news;
    }

    /** @param folder for the files that are read, which are deleted again */
    static void run(Path folder, boolean quick, Consumer<String> news) throws IOException {
        Files.createDirectories(folder);
        Path pictures = Files.createTempDirectory(folder, "pieces");
        int threads = Engine.threads();
        Engine.setThreads(1);
        try {
            Pieces pieces = new Pieces(quick, news);
            pieces.batches();
            pieces.pictures(pictures);
            pieces.entropyCoder();
        } finally {
            Engine.setThreads(threads);
            Folders.delete(pictures);
        }
    }

    private void batches() {
        Dataset data = Glyphs.generate(1, quick ? 1_024 : 20_000);
        Batches batches = new Batches(data, Preprocessing.of(data));
        int[] rows = new Random(1).ints(BATCH, 0, data.size()).toArray();
        rate("a batch of 128, 28x28 bytes in any order to floats", "images/s", BATCH, 100, () -> {
            try (TensorScope scope = TensorScope.open("batch")) {
                batches.load(rows);
            }
        });
    }

    private void pictures(Path folder) {
        Picture photo = new Picture(
                3,
                HEIGHT,
                WIDTH,
                BenchData.pictures(SampleShape.picture(3, HEIGHT, WIDTH), 1, 1).apply(0));
        Picture glyph = new Picture(
                1,
                Glyphs.SIDE,
                Glyphs.SIDE,
                BenchData.pictures(SampleShape.picture(1, Glyphs.SIDE, Glyphs.SIDE), 1, 1)
                        .apply(0));
        Path small = folder.resolve("small.png");
        PictureFiles.write(small, glyph);
        rate("read a PNG of 28x28", "pictures/s", 1, 200, () -> PictureFiles.read(small));
        for (String ending : List.of("png", "jpg")) {
            Path file = folder.resolve("photo." + ending);
            String what = "%s of %dx%d".formatted(ending.equals("png") ? "PNG" : "JPEG", WIDTH, HEIGHT);
            rate("write a " + what, "MP/s", MEGAPIXELS, 3, () -> PictureFiles.write(file, photo));
            rate("read a " + what, "MP/s", MEGAPIXELS, 3, () -> PictureFiles.read(file));
        }
        rate(
                "make it %dx%d".formatted(SMALL, SMALL),
                "MP/s",
                MEGAPIXELS,
                3,
                () -> photo.resize(new Size(SMALL, SMALL)));
    }

    /** Numbers such as a codec's residuals, of which most are 0: 1.5 bits each. */
    private void entropyCoder() {
        double[] shares = IntStream.rangeClosed(-8, 8)
                .mapToDouble(value -> Math.exp(-1.3 * Math.abs(value)))
                .toArray();
        SymbolTable table = TableFitting.fit(-8, shares);
        int count = quick ? 10_000 : 1_000_000;
        Random random = new Random(1);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            int size = (int) (-Math.log(1 - random.nextDouble()) / 1.3);
            values[i] = Math.min(8, size) * (random.nextBoolean() ? 1 : -1);
        }
        byte[] coded = coded(table, values);
        rate(
                "rANS, coding %.2f bits a symbol".formatted(8.0 * coded.length / count),
                "M symbols/s",
                count / 1e6,
                1,
                () -> coded(table, values));
        rate("rANS, decoding", "M symbols/s", count / 1e6, 1, () -> {
            RansDecoder decoder = new RansDecoder(coded, 0, coded.length);
            for (int value : values) {
                if (decoder.read(table) != value) {
                    throw new IllegalStateException("another symbol came out");
                }
            }
            decoder.finish();
        });
    }

    private static byte[] coded(SymbolTable table, int[] values) {
        RansEncoder encoder = new RansEncoder();
        for (int value : values) {
            encoder.write(table, value);
        }
        return encoder.finish();
    }

    /**
     * Says the median rate of some passes, after as many to warm up.
     *
     * @param amount what one time does, in the unit
     * @param times in one pass
     */
    private void rate(String what, String unit, double amount, int times, Runnable work) {
        List<Double> rates = new ArrayList<>();
        for (int pass = 0; pass < (quick ? 2 : 2 * TIMES); pass++) {
            long start = System.nanoTime();
            for (int i = 0; i < (quick ? 1 : times); i++) {
                work.run();
            }
            rates.add((quick ? 1 : times) * amount / Task.secondsSince(start));
        }
        double median = Statistics.median(rates.subList(rates.size() / 2, rates.size()));
        news.accept("%-52s %,12.1f %s".formatted(what, median, unit));
    }
}

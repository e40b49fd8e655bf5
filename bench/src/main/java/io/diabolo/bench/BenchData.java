package io.diabolo.bench;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that all sides read: Fashion-MNIST where it is, else generated glyphs of the same size; colour pictures are
 * always generated. Generated files are kept, and made once.
 */
final class BenchData {

    private static final String TRAIN = "train-images-idx3-ubyte";
    private static final String TEST = "t10k-images-idx3-ubyte";
    private static final long SEED = 20_060_728;
    private static final int DIFFERENT = 10_000;

    private final @Nullable Path given;
    private final Path folder;
    private final boolean quick;

    /**
     * @param given a folder with MNIST's four files, or one that holds {@code images/fashion-mnist}; null to generate
     * @param folder where generated files go
     */
    BenchData(@Nullable Path given, Path folder, boolean quick) {
        this.given = given == null
                ? null
                : idxFolder(given, "fashion-mnist")
                        .orElseThrow(() -> new BadInputException(
                                "%s holds neither images/fashion-mnist nor %s[.gz] and %s[.gz]: give another folder with --data"
                                        .formatted(given, TRAIN, TEST)));
        this.folder = folder;
        this.quick = quick;
    }

    /** What the data is, for the report. */
    String describe() {
        return given == null
                ? "glyphs, generated, 28x28 (give Fashion-MNIST with --data or DIABOLO_DATA)"
                : "%s (28x28)".formatted(given.toAbsolutePath().normalize().getFileName());
    }

    /** Where generated files are. */
    Path folder() {
        return folder;
    }

    /** The samples of a network's shape. */
    Files files(Work.Network network) {
        if (network == Work.Network.COLOUR) {
            return generated("colour", network.shape(), quick ? 512 : 8_192, quick ? 128 : 1_024);
        }
        if (given != null) {
            return new Files(trainFile(given), testFile(given));
        }
        return generated("glyphs", network.shape(), quick ? 2_048 : 60_000, quick ? 512 : 10_000);
    }

    /** A file of glyphs of any number and side, for scaling curves. */
    Path glyphs(int count, int side) {
        Path file = folder.resolve("scale-%d-%d-images-idx3-ubyte".formatted(side, count));
        write(file, SampleShape.picture(1, side, side), count, SEED);
        return file;
    }

    private Files generated(String name, SampleShape shape, int train, int test) {
        String rank = shape.channels() == 1 ? "idx3" : "idx4";
        Path place = folder.resolve(quick ? name + "-quick" : name);
        Files files = new Files(
                place.resolve("train-images-%s-ubyte".formatted(rank)),
                place.resolve("t10k-images-%s-ubyte".formatted(rank)));
        write(files.train(), shape, train, SEED);
        write(files.test(), shape, test, SEED + 1);
        return files;
    }

    private static void write(Path file, SampleShape shape, int count, long seed) {
        if (!java.nio.file.Files.exists(file)) {
            // The rest repeats: what is measured does not depend on the pictures.
            IntFunction<byte[]> pictures = pictures(shape, Math.min(count, DIFFERENT), seed);
            writeIdx(file, shape, count, i -> pictures.apply(i % DIFFERENT));
        }
    }

    /** Glyphs of a shape; in colour, two inks on a slanted ground. */
    static IntFunction<byte[]> pictures(SampleShape shape, int count, long seed) {
        ByteDataset glyphs = Glyphs.generate(seed, count);
        return i -> {
            byte[] small = new byte[Glyphs.SIDE * Glyphs.SIDE];
            glyphs.gather(new int[] {i}, small);
            Picture glyph =
                    new Picture(1, Glyphs.SIDE, Glyphs.SIDE, small).resize(new Size(shape.width(), shape.height()));
            return shape.channels() == 1 ? glyph.pixels() : colour(glyph, shape.channels(), new Random(seed + i));
        };
    }

    private static byte[] colour(Picture glyph, int channels, Random random) {
        int plane = glyph.height() * glyph.width();
        byte[] pixels = new byte[channels * plane];
        for (int c = 0; c < channels; c++) {
            double ground = 160 * random.nextDouble();
            double slope = (255 - ground) * random.nextDouble() / (glyph.height() + glyph.width());
            double ink = 255 * random.nextDouble();
            for (int i = 0; i < plane; i++) {
                double below = ground + slope * (i / glyph.width() + i % glyph.width());
                double share = (glyph.pixels()[i] & 0xff) / 255.0;
                pixels[c * plane + i] = (byte) Math.round(below + share * (ink - below));
            }
        }
        return pixels;
    }

    /** Writes samples [N, H, W], or [N, C, H, W] where there are several channels. */
    static void writeIdx(Path file, SampleShape shape, int count, IntFunction<byte[]> sample) {
        int rank = shape.channels() == 1 ? 3 : 4;
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * rank);
        header.put(new byte[] {0, 0, 8, (byte) rank}).putInt(count);
        if (rank == 4) {
            header.putInt(shape.channels());
        }
        header.putInt(shape.height()).putInt(shape.width());
        AtomicFiles.write(file, out -> {
            out.write(header.array());
            for (int i = 0; i < count; i++) {
                out.write(sample.apply(i));
            }
        });
    }

    /** The folder that holds an MNIST-like data set of that name; the given folder itself may be it. */
    static Optional<Path> idxFolder(Path given, String name) {
        return Stream.of(given.resolve("images").resolve(name), given.resolve(name), given)
                .filter(place -> List.of(TRAIN, TEST).stream()
                        .allMatch(file -> java.nio.file.Files.exists(place.resolve(file))
                                || java.nio.file.Files.exists(place.resolve(file + ".gz"))))
                .findFirst();
    }

    static Path trainFile(Path folder) {
        return file(folder, TRAIN);
    }

    static Path testFile(Path folder) {
        return file(folder, TEST);
    }

    private static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        return java.nio.file.Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }

    /** Two idx files. */
    record Files(Path train, Path test) {}
}

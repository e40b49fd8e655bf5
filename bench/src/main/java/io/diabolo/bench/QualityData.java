package io.diabolo.bench;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data that all sides learn from, split into training and test beforehand; what a side holds out for validation it takes
 * from the training part. Where real data is missing, samples of the same shape are generated. Files are made once and kept.
 */
final class QualityData {

    private static final long SEED = 20_060_728;
    private static final int CROP = 64;
    private static final int PHOTO_OF_TEST = 8;
    private static final int FACES_OF_TEST = 2;

    private final @Nullable Path given;
    private final Path folder;
    private final boolean quick;

    /**
     * @param given a folder such as DIABOLO_DATA names; null to generate everything
     * @param folder where files are made
     */
    QualityData(@Nullable Path given, Path folder, boolean quick) {
        this.given = quick ? null : given;
        this.folder = folder.resolve(quick ? "quality-quick" : "quality");
        this.quick = quick;
    }

    /**
     * What a side reads.
     *
     * @param data what {@code ./diabolo --data} is given: a folder of both parts, or a file of both
     * @param train the training part; for a table the same file
     * @param test the test part; for a table the same file
     * @param name what it is
     */
    record Parts(Path data, Path train, Path test, String name) {}

    /** Where samples come from. */
    enum Source {
        FASHION,
        MNIST,
        CROPS,
        FACES,
        TABLE
    }

    Parts parts(Source source) {
        Optional<Parts> real =
                switch (source) {
                    case FASHION -> idx("fashion-mnist");
                    case MNIST -> idx("mnist");
                    case CROPS -> found("photos/train").map(this::crops);
                    case FACES -> found("images/orl-faces").map(this::faces);
                    case TABLE -> found("tabular/adbench/30_satellite.npz").map(this::table);
                };
        return real.orElseGet(() -> generated(source));
    }

    private Optional<Path> found(String place) {
        return Optional.ofNullable(given).map(root -> root.resolve(place)).filter(Files::exists);
    }

    private Optional<Parts> idx(String name) {
        return Optional.ofNullable(given)
                .flatMap(root -> BenchData.idxFolder(root, name))
                .map(place ->
                        new Parts(place, BenchData.trainFile(place), BenchData.testFile(place), name + ", 28x28"));
    }

    private Parts generated(Source source) {
        return switch (source) {
            case FASHION, MNIST ->
                glyphs("glyphs", SampleShape.picture(1, 28, 28), quick ? 400 : 60_000, quick ? 100 : 10_000);
            case CROPS -> glyphs("colour", SampleShape.picture(3, CROP, CROP), quick ? 480 : 4_096, quick ? 32 : 512);
            case FACES -> glyphs("large", SampleShape.picture(1, 112, 92), quick ? 40 : 240, quick ? 20 : 60);
            case TABLE -> generatedTable();
        };
    }

    private Parts glyphs(String name, SampleShape shape, int train, int test) {
        return made(
                name,
                shape,
                BenchData.pictures(shape, train, SEED),
                train,
                BenchData.pictures(shape, test, SEED + 1),
                test);
    }

    private Parts made(
            String name,
            SampleShape shape,
            IntFunction<byte[]> train,
            int trains,
            IntFunction<byte[]> test,
            int tests) {
        Parts parts = picturesAt(name, shape.channels());
        if (!Files.exists(parts.test())) {
            BenchData.writeIdx(parts.train(), shape, trains, train);
            BenchData.writeIdx(parts.test(), shape, tests, test);
        }
        return parts;
    }

    private Parts picturesAt(String name, int channels) {
        Path place = folder.resolve(name);
        String end = "images-idx%d-ubyte".formatted(channels == 1 ? 3 : 4);
        return new Parts(place, place.resolve("train-" + end), place.resolve("t10k-" + end), name);
    }

    /** Crops of photographs at half their size, where JPEG left no traces; an eighth of the photographs is for test. */
    private Parts crops(Path photos) {
        Parts parts = picturesAt("photographs", 3);
        if (!Files.exists(parts.test())) {
            List<Path> files = files(photos, PictureFiles::isPicture);
            SampleShape shape = SampleShape.picture(3, CROP, CROP);
            List<byte[]> train = new ArrayList<>();
            List<byte[]> test = new ArrayList<>();
            Random random = new Random(SEED);
            for (int i = 0; i < files.size(); i++) {
                boolean isTest = i % PHOTO_OF_TEST == 0;
                Picture photo = PictureFiles.read(files.get(i)).toRgb();
                Picture half = photo.resize(new io.diabolo.image.Size(photo.width() / 2, photo.height() / 2));
                for (int k = 0; k < (isTest ? 6 : 8) && Math.min(half.width(), half.height()) >= CROP; k++) {
                    byte[] crop = crop(
                            half, random.nextInt(half.height() - CROP + 1), random.nextInt(half.width() - CROP + 1));
                    (isTest ? test : train).add(crop);
                }
            }
            return made(parts.name(), shape, train::get, train.size(), test::get, test.size());
        }
        return parts;
    }

    private static byte[] crop(Picture picture, int top, int left) {
        byte[] crop = new byte[picture.channels() * CROP * CROP];
        int at = 0;
        for (int c = 0; c < picture.channels(); c++) {
            for (int y = 0; y < CROP; y++) {
                for (int x = 0; x < CROP; x++) {
                    crop[at++] = (byte) picture.at(c, top + y, left + x);
                }
            }
        }
        return crop;
    }

    /** The last two photographs of each person are for test. */
    private Parts faces(Path people) {
        Parts parts = picturesAt("orl-faces", 1);
        if (!Files.exists(parts.test())) {
            List<byte[]> train = new ArrayList<>();
            List<byte[]> test = new ArrayList<>();
            Picture first = null;
            for (Path person : files(people, Files::isDirectory)) {
                List<Path> photos = files(person, PictureFiles::isPicture);
                for (int i = 0; i < photos.size(); i++) {
                    Picture photo = PictureFiles.read(photos.get(i)).toGray();
                    first = first == null ? photo : first;
                    (i >= photos.size() - FACES_OF_TEST ? test : train).add(photo.pixels());
                }
            }
            if (first == null) {
                throw new Protocol.WorkerException("%s holds no folders of photographs".formatted(people));
            }
            SampleShape shape = SampleShape.picture(1, first.height(), first.width());
            return made(parts.name(), shape, train::get, train.size(), test::get, test.size());
        }
        return parts;
    }

    private Parts table(Path file) {
        Path made = folder.resolve("satellite.npz");
        if (!Files.exists(made)) {
            Dataset rows = DataSource.openWhole(file, DataOptions.defaults());
            float[][] cells = new float[rows.size()][rows.shape().elements()];
            for (int row = 0; row < cells.length; row++) {
                rows.gather(new int[] {row}, cells[row]);
            }
            BenchTables.write(made, cells, SEED);
        }
        return new Parts(made, made, made, "satellite (ADBench)");
    }

    private Parts generatedTable() {
        Path made = folder.resolve("generated.npz");
        if (!Files.exists(made)) {
            int count = quick ? 400 : 6_000;
            IntFunction<byte[]> glyphs = BenchData.pictures(SampleShape.picture(1, 6, 6), count, SEED);
            float[][] cells = new float[count][36];
            for (int row = 0; row < count; row++) {
                byte[] glyph = glyphs.apply(row);
                for (int k = 0; k < glyph.length; k++) {
                    cells[row][k] = glyph[k] & 0xff;
                }
            }
            BenchTables.write(made, cells, SEED);
        }
        return new Parts(made, made, made, "generated table");
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .filter(wanted)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}

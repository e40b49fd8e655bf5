package io.diabolo.reproduce;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.Photographs;
import io.diabolo.data.SampleShape;
import io.diabolo.data.SplitRule;
import io.diabolo.image.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Training and validation data of {@link Recipes}; the test parts are dropped unread.
 *
 * @param name what the table calls it
 * @param chose whether the default's choices were made on it
 */
record RecipeData(String name, boolean chose, Dataset train, Dataset validation) {

    private static final int CROP = 64;

    /** Those of all the datasets that {@code root} holds. */
    static List<RecipeData> in(Path root) {
        DataOptions options = DataOptions.defaults();
        DataOptions people = options.withGroupBy(Pattern.compile("^(s\\d+)/"));
        List<RecipeData> all = new ArrayList<>();
        add(all, "Fashion", true, root.resolve("images/fashion-mnist"), options);
        addPhotographs(all, root.resolve("photos/train"));
        add(all, "ORL", true, root.resolve("images/orl-faces"), people);
        add(all, "MNIST", false, root.resolve("images/mnist"), options);
        add(all, "Frey", false, root.resolve("images/frey-faces"), options.withSplit(SplitRule.ORDERED));
        add(all, "landsat", false, root.resolve("tabular/adbench/19_landsat.npz"), options);
        add(all, "letter", false, root.resolve("tabular/adbench/20_letter.npz"), options);
        return all;
    }

    boolean isTable() {
        return train.shape().kind() == SampleShape.Kind.ROW;
    }

    private static void add(List<RecipeData> all, String name, boolean chose, Path path, DataOptions options) {
        if (Files.exists(path)) {
            LoadedData data = DataSource.open(path, options);
            all.add(new RecipeData(name, chose, data.train(), data.validation()));
        }
    }

    /** Crops; no photograph is in both parts. */
    private static void addPhotographs(List<RecipeData> all, Path folder) {
        List<Path> folders = Stream.of("bsds500", "open")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
        if (!folders.isEmpty()) {
            Photographs read = Photographs.read(folders, CROP);
            all.add(new RecipeData("photos", true, crops(read.train(), 10_000), crops(read.validation(), 1_000)));
        }
    }

    private static Dataset crops(List<Picture> pictures, int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<Picture> crops = new ArrayList<>();
        while (crops.size() < count) {
            Picture whole = pictures.get(random.nextInt(pictures.size()));
            int top = random.nextInt(whole.height() - CROP + 1);
            int left = random.nextInt(whole.width() - CROP + 1);
            byte[] pixels = new byte[whole.channels() * CROP * CROP];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) whole.at(i / (CROP * CROP), top + i / CROP % CROP, left + i % CROP);
            }
            crops.add(new Picture(whole.channels(), CROP, CROP, pixels));
        }
        return ByteDataset.of("crops", crops);
    }
}

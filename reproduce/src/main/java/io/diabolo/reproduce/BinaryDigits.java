package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * MNIST as likelihoods are measured on it.
 *
 * @param train gray training images, which a training draws as black and white ones anew in each step
 * @param validation the last 5,000 training images, gray: a training draws them always the same
 * @param measured black and white images that nothing was chosen by: the test images, or those of the validation drawn once
 */
record BinaryDigits(Dataset train, Dataset validation, Dataset measured) {

    private static final int HELD_OUT = 5_000;
    private static final int WHITE = 255;

    /**
     * Reads them.
     *
     * @param folder of MNIST's four idx.gz files
     * @param limit at most so many training images; 0 for all
     * @param most images that are measured; 0 for all
     * @param test whether they are test images; else those of the validation
     */
    static BinaryDigits read(Path folder, int limit, int most, boolean test) {
        Dataset all = DataSource.openWhole(folder.resolve("train-images-idx3-ubyte.gz"), DataOptions.defaults());
        int first = all.size() - HELD_OUT;
        Dataset train = RowSubset.of(all, Batches.range(0, limit == 0 ? first : Math.min(limit, first), first));
        Dataset validation = RowSubset.of(all, Batches.range(first, HELD_OUT, all.size()));
        Dataset gray = test
                ? DataSource.openWhole(folder.resolve("t10k-images-idx3-ubyte.gz"), DataOptions.defaults())
                : validation;
        int count = most == 0 ? gray.size() : Math.min(most, gray.size());
        return new BinaryDigits(train, validation, drawn(RowSubset.of(gray, Batches.range(0, count, count))));
    }

    /** As a training's pace is measured on them. */
    LoadedData parts() {
        return new LoadedData(train, validation, measured, List.of());
    }

    /** Each pixel white as probable as it is bright, once, with seed 0, image by image. */
    private static Dataset drawn(Dataset gray) {
        SplittableRandom random = new SplittableRandom(0);
        int elements = gray.shape().elements();
        byte[] pixels = new byte[elements];
        float[][] images = new float[gray.size()][elements];
        for (int row = 0; row < images.length; row++) {
            gray.gather(new int[] {row}, pixels);
            for (int i = 0; i < elements; i++) {
                images[row][i] = random.nextDouble() * WHITE < (pixels[i] & 0xff) ? WHITE : 0;
            }
        }
        return FloatDataset.of(gray.name(), gray.shape(), images);
    }
}

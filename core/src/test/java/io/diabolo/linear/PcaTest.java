package io.diabolo.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PcaTest {

    private static Preprocessing raw(Dataset data) {
        return new ArrayPreprocessing(data.shape(), false, 0, 1, 0, 1);
    }

    private static double[] mse(Dataset train, Dataset data, Preprocessing preprocessing, int count, Integer... sizes) {
        try (Pca pca = Pca.fit(train, preprocessing, count)) {
            return pca.mse(data, List.of(sizes));
        }
    }

    @Test
    void mse_ofFourPoints_isThatOfTheHandComputedAxes() {
        // Around the mean (1, 2): +-3 along (3, 4) / 5 and +-1 along (4, -3) / 5.
        float[][] points = {{2.8f, 4.4f}, {-0.8f, -0.4f}, {1.8f, 1.4f}, {0.2f, 2.6f}};
        Dataset data = FloatDataset.of("points", SampleShape.picture(1, 1, 2), points);

        assertThat(mse(data, data, raw(data), 2, 0, 1, 2))
                .containsExactly(new double[] {20 / 8.0, 2 / 8.0, 0}, within(1e-6));
        try (Pca pca = Pca.fit(data, raw(data), 1)) {
            float[] codes = pca.encode(data).values();
            assertThat(Math.abs(codes[0])).isCloseTo(3, within(1e-5f));
            assertThat(codes[1]).isCloseTo(-codes[0], within(1e-5f));
            assertThat(Math.abs(codes[2])).isCloseTo(0, within(1e-5f));
        }
    }

    /** The two ways to the components: by the Gram matrix of features where samples are many, else of samples. */
    @Test
    void fit_byFeaturesAndBySamples_findTheSameSubspace() {
        int features = 12;
        float[][] few = random(11, features, 1);
        float[][] twice = new float[22][];
        for (int i = 0; i < twice.length; i++) {
            twice[i] = few[i % few.length];
        }
        SampleShape shape = SampleShape.picture(1, 3, 4);
        Dataset bySamples = FloatDataset.of("few", shape, few);
        Dataset byFeatures = FloatDataset.of("twice", shape, twice); // the same axes
        Dataset test = FloatDataset.of("test", shape, random(30, features, 2));
        Integer[] sizes = {0, 1, 3, 7, 10};

        assertThat(mse(bySamples, test, raw(test), 10, sizes))
                .containsExactly(mse(byFeatures, test, raw(test), 10, sizes), within(1e-9));
    }

    private static float[][] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian() * (1 + i);
            }
        }
        return values;
    }

    @Test
    void fit_asManyComponentsAsSamples_addsNoneThatDoNotExist() {
        SampleShape shape = SampleShape.picture(1, 3, 4);
        Dataset train = FloatDataset.of("few", shape, random(5, 12, 1));
        Dataset test = FloatDataset.of("test", shape, random(200, 12, 2));
        double[] errors = mse(train, test, raw(test), 5, 4, 5, 100);
        try (Pca pca = Pca.fit(train, raw(train), 5)) {
            assertThat(pca.count()).isEqualTo(4);
        }
        assertThat(errors[1]).isEqualTo(errors[0]);
        assertThat(errors[2]).isEqualTo(errors[0]);
        assertThat(mse(train, train, raw(test), 5, 4)[0]).isCloseTo(0, within(1e-9));
    }

    @Test
    void mse_ofGlyphs_fallsWithTheSizeFromTheMeanImages() {
        Dataset all = Glyphs.generate(5, 1_200);
        Dataset train = RowSubset.of(all, IntStream.range(0, 1_000).toArray());
        Dataset test = RowSubset.of(all, IntStream.range(1_000, 1_200).toArray());
        long before = TensorScope.liveTensors();
        double[] errors = mse(train, test, Preprocessing.of(train), 64, 0, 1, 4, 16, 64);

        assertThat(TensorScope.liveTensors()).isEqualTo(before);
        assertThat(errors[0]).isCloseTo(meanImageError(train, test), within(1e-7));
        for (int i = 1; i < errors.length; i++) {
            assertThat(errors[i]).isLessThan(errors[i - 1]);
        }
    }

    private static double meanImageError(Dataset train, Dataset test) {
        double[] mean = new double[784];
        float[] sample = new float[784];
        for (int row = 0; row < train.size(); row++) {
            train.gather(new int[] {row}, sample);
            for (int i = 0; i < 784; i++) {
                mean[i] += sample[i] / 255.0 / train.size();
            }
        }
        double sum = 0;
        for (int row = 0; row < test.size(); row++) {
            test.gather(new int[] {row}, sample);
            for (int i = 0; i < 784; i++) {
                sum += Math.pow(sample[i] / 255.0 - mean[i], 2);
            }
        }
        return sum / 784 / test.size();
    }

    @Test
    void fit_noComponent_isRefused() {
        Dataset data = Glyphs.generate(5, 10);
        assertThatThrownBy(() -> Pca.fit(data, Preprocessing.of(data), 0)).isInstanceOf(BadInputException.class);
    }

    @Test
    void mse_mnist_isThePublishedOne() {
        double[] errors = realData("images/mnist", 2, 4, 8, 16, 32, 30);
        assertThat(java.util.Arrays.copyOf(errors, 5))
                .containsExactly(new double[] {.0557, .0479, .0374, .0269, .0168}, within(5.1e-5));
        assertThat(errors[5] * 784).isCloseTo(13.866, within(1e-3));
    }

    @Test
    void mse_fashionMnist_isTheMeasuredOne() {
        assertThat(realData("images/fashion-mnist", 2, 4, 8, 16, 32))
                .containsExactly(new double[] {.0461, .0366, .0266, .0204, .0151}, within(5.1e-5));
    }

    /** All 60,000 training pictures, as the published figures have it: they set none aside for validation. */
    private static double[] realData(String name, Integer... sizes) {
        String root = System.getenv("DIABOLO_DATA");
        Assumptions.assumeTrue(root != null, "skipped: set DIABOLO_DATA to the folder of the test data");
        Path folder = Path.of(root).resolve(name);
        Assumptions.assumeTrue(Files.exists(folder), "skipped: DIABOLO_DATA has no " + name);
        Dataset train = DataSource.openWhole(folder.resolve("train-images-idx3-ubyte.gz"), DataOptions.defaults());
        Dataset test = DataSource.openWhole(folder.resolve("t10k-images-idx3-ubyte.gz"), DataOptions.defaults());
        return mse(train, test, Preprocessing.of(train), 32, sizes);
    }
}

package io.diabolo.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticMixtureTest {

    private static final int K = LogisticMixture.COMPONENTS;
    private static final int PIXELS = 6;

    /** [1, K P, 2, 3]. */
    private static float[] raw(int channels, long seed) {
        Random random = new Random(seed);
        float[] raw = new float[LogisticMixture.outputs(channels) * PIXELS];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (1.5 * random.nextGaussian());
        }
        return raw;
    }

    private static Tensor raw(float[] values) {
        return Tensor.of(values, 1, values.length / PIXELS, 2, 3);
    }

    private static Tensor picture(float[] values) {
        return Tensor.of(values, 1, values.length / PIXELS, 2, 3);
    }

    /** Raw number p of component k at a pixel. */
    private static double number(float[] raw, int p, int k, int pixel) {
        return raw[(p * K + k) * PIXELS + pixel];
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The probability of a pixel by the paper's formula, in doubles: a difference of two values of the logistic function. */
    private static double probability(float[] raw, int channels, int pixel, int... levels) {
        double[] weights = new double[K];
        double all = 0;
        for (int k = 0; k < K; k++) {
            weights[k] = Math.exp(number(raw, 0, k, pixel));
            all += weights[k];
        }
        double probability = 0;
        for (int k = 0; k < K; k++) {
            double product = weights[k] / all;
            int coupling = 1 + 2 * channels;
            for (int c = 0; c < channels; c++) {
                double mean = number(raw, 1 + c, k, pixel) + (k + 0.5) / K;
                for (int j = 0; j < c; j++) {
                    mean += Math.tanh(number(raw, coupling++, k, pixel)) * (levels[j] / 255.0 - 0.5);
                }
                double scale = Math.exp(Math.max(-7.5, Math.min(2, number(raw, 1 + channels + c, k, pixel) - 2)));
                double from = levels[c] == 0 ? 0 : logistic((levels[c] / 255.0 - mean - 1 / 510.0) / scale);
                double to = levels[c] == 255 ? 1 : logistic((levels[c] / 255.0 - mean + 1 / 510.0) / scale);
                product *= to - from;
            }
            probability += product;
        }
        return probability;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void nats_equalTheFormulaSummedOverPixels(int channels) {
        float[] raw = raw(channels, channels);
        int[][] levels = new int[PIXELS][channels];
        float[] target = new float[channels * PIXELS];
        Random random = new Random(9);
        double expected = 0;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int c = 0; c < channels; c++) {
                levels[pixel][c] = pixel == 0 ? 0 : pixel == 1 ? 255 : random.nextInt(256);
                target[c * PIXELS + pixel] = levels[pixel][c] / 255f;
            }
            expected -= Math.log(probability(raw, channels, pixel, levels[pixel]));
        }
        try (TensorScope scope = TensorScope.open("test")) {
            double nats = Distortion.MIXTURE
                    .perExample(raw(raw), picture(target), null)
                    .item();
            assertThat(nats).isCloseTo(expected, within(2e-3));
        }
    }

    @Test
    void nats_ofAllLevelsOfAGrayPixel_areThoseOfProbabilitiesThatSumToOne() {
        float[] raw = raw(1, 4);
        double[] sums = new double[PIXELS];
        try (TensorScope scope = TensorScope.open("test")) {
            for (int level = 0; level < 256; level++) {
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    float[] target = new float[PIXELS];
                    float[] weight = new float[PIXELS];
                    target[pixel] = level / 255f;
                    weight[pixel] = 1;
                    double nats = LogisticMixture.nats(raw(raw), picture(target), picture(weight))
                            .item();
                    sums[pixel] += Math.exp(-nats);
                }
            }
        }
        assertThat(sums).containsExactly(new double[] {1, 1, 1, 1, 1, 1}, within(1e-3));
    }

    @Test
    void nats_farFromTheMeanOfASharpComponent_areFiniteAndPullItThere() {
        float[] raw = new float[LogisticMixture.outputs(1) * PIXELS];
        for (int i = 2 * K * PIXELS; i < raw.length; i++) {
            raw[i] = -20; // scales
        }
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor outputs = raw(raw).requireGradient();
            float[] white = {1, 1, 1, 1, 1, 1};
            Tensor nats = LogisticMixture.nats(outputs, picture(white), null);
            assertThat(nats.item()).isFinite();
            nats.sum().backward();
            float[] slope = Objects.requireNonNull(outputs.gradient()).toFloats();
            for (float value : slope) {
                assertThat(value).isFinite();
            }
            assertThat(slope[(K + K - 1) * PIXELS])
                    .as("mean of the component that is nearest")
                    .isNegative();
        }
    }

    @Test
    void gradient_equalsDifferences() {
        float[] raw = raw(3, 5);
        float[] target = new float[3 * PIXELS];
        Random random = new Random(3);
        for (int i = 0; i < target.length; i++) {
            target[i] = random.nextInt(256) / 255f;
        }
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor outputs = raw(raw).requireGradient();
            LogisticMixture.nats(outputs, picture(target), null).sum().backward();
            float[] slope = Objects.requireNonNull(outputs.gradient()).toFloats();
            for (int p = 0; p < raw.length; p += 7) {
                float[] more = raw.clone();
                float[] less = raw.clone();
                more[p] += 0.02f;
                less[p] -= 0.02f;
                double difference =
                        (LogisticMixture.nats(raw(more), picture(target), null).item()
                                        - LogisticMixture.nats(raw(less), picture(target), null)
                                                .item())
                                / 0.04;
                assertThat((double) slope[p])
                        .as("output %d", p)
                        .isCloseTo(difference, within(0.02 + 0.02 * Math.abs(difference)));
            }
        }
    }

    @Test
    void values_ofSharpComponents_areTheMeanOfThePixelsLevels() {
        float[] raw = new float[LogisticMixture.outputs(3) * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            for (int k = 0; k < K; k++) {
                for (int c = 0; c < 3; c++) {
                    raw[((1 + c) * K + k) * PIXELS + i] =
                            (float) (0.1 * (c + 2) - (k + 0.5) / K); // all components at one place
                }
            }
        }
        raw[7 * K * PIXELS] = 1; // the green of the first component of pixel 0 goes with red
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor values = Distortion.MIXTURE.values(raw(raw));
            assertThat(values.shape().toArray()).containsExactly(1, 3, 2, 3);
            float[] pixels = values.toFloats();
            assertThat(pixels[1]).isCloseTo(0.2f, within(1e-5f));
            assertThat(pixels[PIXELS + 1]).isCloseTo(0.3f, within(1e-5f));
            assertThat(pixels[2 * PIXELS + 1]).isCloseTo(0.4f, within(1e-5f));
            double green = 0.3 + Math.tanh(1) * (0.2 - 0.5) / K;
            assertThat(pixels[PIXELS]).isCloseTo((float) green, within(1e-5f));
        }
    }

    @Test
    void toMeans_makesALinearMapTheMeansOfAllComponents() {
        float[] map = new float[3 * PIXELS];
        for (int i = 0; i < map.length; i++) {
            map[i] = i / 100f - 0.1f;
        }
        try (TensorScope scope = TensorScope.open("test")) {
            float[] raw =
                    LogisticMixture.toMeans(Tensor.of(map, map.length, 1), 3).toFloats();
            assertThat(raw).hasSize(LogisticMixture.outputs(3) * PIXELS);
            for (int p = 0; p < raw.length / (K * PIXELS); p++) {
                for (int k = 0; k < K; k++) {
                    for (int pixel = 0; pixel < PIXELS; pixel++) {
                        float wanted = p >= 1 && p <= 3 ? map[(p - 1) * PIXELS + pixel] : 0;
                        assertThat((float) number(raw, p, k, pixel)).isEqualTo(wanted);
                    }
                }
            }
        }
    }

    @Test
    void values_ofOutputsThatAreNoMixture_areRefused() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor raw = Tensor.zeros(1, 7, 2, 3);
            assertThatThrownBy(() -> LogisticMixture.values(raw)).hasMessageContaining("7 outputs of a pixel");
        }
    }
}

package io.diabolo.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistortionTest {

    private static final int BATCH = 3;
    private static final int ELEMENTS = 8;

    private final float[] raw = numbers(1, -3, 3);
    private final float[] target = numbers(2, 0, 1);
    private final float[] weight = mask();

    private static float[] numbers(long seed, double low, double high) {
        float[] values = new float[BATCH * ELEMENTS];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return values;
    }

    private static float[] mask() {
        float[] values = new float[BATCH * ELEMENTS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3 == 0 ? 0 : 1;
        }
        return values;
    }

    /** The error of one element in doubles, by the textbook's formula. */
    private static double error(Distortion distortion, double raw, double target) {
        double p = 1 / (1 + Math.exp(-raw));
        return switch (distortion) {
            case MSE, GAUSSIAN -> (raw - target) * (raw - target);
            case BCE -> -(target * Math.log(p) + (1 - target) * Math.log(1 - p));
            case L1 -> Math.abs(raw - target);
            case MIXTURE -> throw new IllegalArgumentException("see LogisticMixtureTest");
        };
    }

    private double[] expected(Distortion distortion, float[] weights) {
        double[] sums = new double[BATCH];
        double[] counts = new double[BATCH];
        double all = 0;
        double count = 0;
        for (int i = 0; i < raw.length; i++) {
            double value = weights[i] * error(distortion, raw[i], target[i]);
            sums[i / ELEMENTS] += value;
            counts[i / ELEMENTS] += weights[i];
            all += value;
            count += weights[i];
        }
        if (distortion == Distortion.GAUSSIAN) {
            double variance = all / count;
            for (int i = 0; i < BATCH; i++) {
                sums[i] = sums[i] / (2 * variance) + counts[i] / 2 * Math.log(2 * Math.PI * variance);
            }
        }
        return sums;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIXTURE")
    void perExample_equalsTheFormulaSummedOverElements(Distortion distortion) {
        float[] ones = new float[raw.length];
        java.util.Arrays.fill(ones, 1);
        try (TensorScope scope = TensorScope.open("test")) {
            double[] values =
                    distortion.perExample(picture(raw), picture(target), null).toDoubles();
            assertThat(values).containsExactly(expected(distortion, ones), within(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MIXTURE")
    void perExample_weightZero_doesNotCount(Distortion distortion) {
        float[] other = target.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = weight[i] == 0 ? 0.5f : other[i];
        }
        try (TensorScope scope = TensorScope.open("test")) {
            double[] values = distortion
                    .perExample(picture(raw), picture(target), picture(weight))
                    .toDoubles();
            assertThat(values).containsExactly(expected(distortion, weight), within(1e-4));
            assertThat(distortion
                            .perExample(picture(raw), picture(other), picture(weight))
                            .toDoubles())
                    .isEqualTo(values);
        }
    }

    @Test
    void bce_extremeLogits_isFinite() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor logits = Tensor.of(new float[] {-1e4f, 1e4f}, 1, 1, 1, 2);
            Tensor wrong = Tensor.of(new float[] {1, 0}, 1, 1, 1, 2);
            assertThat(Distortion.BCE.perExample(logits, wrong, null).item()).isCloseTo(2e4, within(1.0));
        }
    }

    @Test
    void gaussian_exactReconstruction_isFinite() {
        try (TensorScope scope = TensorScope.open("test")) {
            double expected = ELEMENTS / 2.0 * Math.log(2 * Math.PI * 1e-6);
            assertThat(Distortion.GAUSSIAN
                            .perExample(picture(target), picture(target), null)
                            .toDoubles())
                    .containsExactly(new double[] {expected, expected, expected}, within(1e-3));
        }
    }

    @Test
    void values_ofBceAreProbabilities_ofTheOthersTheOutputItself() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor zero = Tensor.zeros(1, 1, 1, 1);
            assertThat(Distortion.BCE.values(zero).item()).isEqualTo(0.5);
            assertThat(Distortion.MSE.values(zero).item()).isZero();
            assertThat(Distortion.L1.values(zero).item()).isZero();
            assertThat(Distortion.GAUSSIAN.values(zero).item()).isZero();
        }
    }

    private static Tensor picture(float[] values) {
        return Tensor.of(values, BATCH, 1, 2, 4);
    }
}

package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedConvolutionTest {

    private static final int N = 9;
    private static final int CHANNELS = 3;

    /** Each of the ways: one output or several, with gradients or without, channels side by side or not. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 2, 4, 5, 7, 9",
        "1, 3, 2, 4, 5, 8, 10",
        "1, 5, 1, 4, 5, 4, 5",
        "2, 3, 2, 4, 5, 7, 9",
        "2, 3, 2, 4, 5, 8, 10",
        "4, 1, 3, 3, 2, 8, 6",
    })
    void convTranspose2d_eachWay_isTheDefinitionAndItsDerivatives(
            int outputs, int kernel, int stride, int h, int w, int height, int width) {
        Random random = new Random(1);
        float[] input = values(random, N * CHANNELS * h * w);
        float[] weights = values(random, CHANNELS * outputs * kernel * kernel);
        float[] biases = values(random, outputs);
        float[] factors = values(random, N * outputs * height * width);
        int padding = (kernel - 1) / 2;
        Sums expected = new Sums(input.length, weights.length, biases.length, factors.length);
        for (int n = 0; n < N; n++) {
            for (int g = 0; g < outputs; g++) {
                for (int i = 0; i < height * width; i++) {
                    int at = (n * outputs + g) * height * width + i;
                    expected.output[at] += biases[g];
                    expected.bias[g] += factors[at];
                }
                for (int c = 0; c < CHANNELS; c++) {
                    for (int y = 0; y < h; y++) {
                        for (int x = 0; x < w; x++) {
                            for (int k = 0; k < kernel * kernel; k++) {
                                int row = y * stride - padding + k / kernel;
                                int column = x * stride - padding + k % kernel;
                                if (row < 0 || row >= height || column < 0 || column >= width) {
                                    continue;
                                }
                                int from = ((n * CHANNELS + c) * h + y) * w + x;
                                int by = (c * outputs + g) * kernel * kernel + k;
                                int to = ((n * outputs + g) * height + row) * width + column;
                                expected.output[to] += (double) input[from] * weights[by];
                                expected.input[from] += (double) factors[to] * weights[by];
                                expected.weight[by] += (double) factors[to] * input[from];
                            }
                        }
                    }
                }
            }
        }
        for (boolean sideBySide : new boolean[] {false, true}) {
            try (TensorScope scope = TensorScope.open("test")) {
                Tensor x = Tensor.of(input, N, CHANNELS, h, w).requireGradient();
                Tensor weight =
                        Tensor.of(weights, CHANNELS, outputs, kernel, kernel).requireGradient();
                Tensor bias = Tensor.of(biases, outputs).requireGradient();
                Tensor laid = sideBySide ? x.channelsLast() : x;
                try (NoGrad noGrad = NoGrad.open()) {
                    assertClose(laid.convTranspose2d(weight, bias, stride, padding, height, width), expected.output);
                }
                Tensor y = laid.convTranspose2d(weight, bias, stride, padding, height, width);
                assertClose(y, expected.output);
                y.mul(Tensor.of(factors, N, outputs, height, width)).sum().backward();
                assertClose(Objects.requireNonNull(x.gradient()), expected.input);
                assertClose(Objects.requireNonNull(weight.gradient()), expected.weight);
                assertClose(Objects.requireNonNull(bias.gradient()), expected.bias);
            }
        }
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void assertClose(Tensor actual, double[] expected) {
        float[] values = actual.toFloats();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(1e-3));
        }
    }

    /** What the loops above add up. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once
    private record Sums(double[] input, double[] weight, double[] bias, double[] output) {
        Sums(int inputs, int weights, int biases, int outputs) {
            this(new double[inputs], new double[weights], new double[biases], new double[outputs]);
        }
    }
}

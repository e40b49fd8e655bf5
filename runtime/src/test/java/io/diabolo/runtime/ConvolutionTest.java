package io.diabolo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Convolution.Activation;
import io.diabolo.runtime.Convolution.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConvolutionTest {

    private static final List<Kernel> KERNELS = Stream.concat(
                    Stream.of(Kernel.scalar(), Kernel.emulated()), Kernel.vector().stream())
            .toList();

    @Property(tries = 150)
    void apply_anyShape_hasTheBitsOfTheDefinition(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 19) int width,
            @ForAll @IntRange(min = 1, max = 60) int inputs,
            @ForAll @IntRange(min = 1, max = 70) int outputs,
            @ForAll boolean wide,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll @IntRange(min = 1, max = 3) int upscale,
            @ForAll Activation activation) {
        Shape shape = new Shape(outputs * upscale * upscale, inputs, wide ? 3 : 1, stride, upscale, activation);
        checkAgainstDefinition(shape, new Random(seed), FeatureMap.zeros(height, width, inputs + (int) (seed & 2)));
    }

    @Test
    void apply_shapesOfARealNetwork_hasTheBitsOfTheDefinition() {
        Shape deep = Shape.of(96, 256, 3).withLeak();
        checkAgainstDefinition(deep, new Random(1), FeatureMap.zeros(3, 7, 256));
        Shape linear = Shape.of(768, 256, 1).withUpscale(4);
        checkAgainstDefinition(linear, new Random(2), FeatureMap.zeros(2, 5, 256));
    }

    @Test
    void apply_checkerboard_computesTheFieldsOfOneColourOnly() {
        Random random = new Random(3);
        Shape shape = Shape.of(20, 5, 3).withLeak();
        float[] weights = floats(random, 20 * 45);
        float[] bias = floats(random, 20);
        try (Workers workers = Workers.of(2)) {
            for (int[] size : new int[][] {{1, 1}, {1, 2}, {2, 1}, {5, 6}, {6, 9}}) {
                FeatureMap x = random(random, FeatureMap.zeros(size[0], size[1], 7));
                for (Kernel kernel : KERNELS) {
                    Convolution layer = Convolution.of(kernel, shape, weights, bias);
                    FeatureMap all = layer.apply(x, workers);
                    for (Positions positions : List.of(Positions.EVEN, Positions.ODD)) {
                        FeatureMap some = layer.apply(x, positions, workers);
                        for (int i = 0; i < some.values().length; i++) {
                            int row = i / 20 / size[1];
                            int column = i / 20 % size[1];
                            boolean computed = (row + column) % 2 == (positions == Positions.EVEN ? 0 : 1);
                            assertThat(some.values()[i]).isEqualTo(computed ? all.values()[i] : 0);
                        }
                    }
                }
            }
        }
    }

    @Test
    void apply_delta_isTheIdentityAndItsShift() {
        // Against a mistake that the definition in this test would share: mirrored kernels, swapped axes.
        float[] weights = new float[9];
        weights[5] = 1; // ky = 1, kx = 2: the neighbour to the right
        FeatureMap x = new FeatureMap(2, 3, 1, new float[] {1, 2, 3, 4, 5, 6});
        try (Workers workers = Workers.of(1)) {
            for (Kernel kernel : KERNELS) {
                Convolution layer = Convolution.of(kernel, Shape.of(1, 1, 3), weights, new float[1]);
                assertThat(layer.apply(x, workers).values()).containsExactly(2, 3, 0, 5, 6, 0);
            }
        }
    }

    @Test
    void apply_pixelShuffle_hasTorchsOrder() {
        FeatureMap x = new FeatureMap(1, 2, 1, new float[] {1, 10});
        float[] weights = {0, 1, 2, 3, 4, 5, 6, 7};
        try (Workers workers = Workers.of(1)) {
            for (Kernel kernel : KERNELS) {
                Convolution layer = Convolution.of(kernel, Shape.of(8, 1, 1).withUpscale(2), weights, new float[8]);
                FeatureMap y = layer.apply(x, workers);
                assertThat(List.of(y.height(), y.width(), y.channels())).containsExactly(2, 4, 2);
                assertThat(y.values()).containsExactly(0, 4, 1, 5, 0, 40, 10, 50, 2, 6, 3, 7, 20, 60, 30, 70);
            }
        }
    }

    @Test
    void of_arraysOrShapesThatDoNotFit_areRefused() {
        Shape shape = Shape.of(2, 3, 3);
        assertThatThrownBy(() -> Convolution.of(Kernel.scalar(), shape, new float[53], new float[2]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("54 weights");
        assertThatThrownBy(() -> Shape.of(2, 3, 5)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Shape.of(2, 3, 1).withUpscale(2)).isInstanceOf(BadInputException.class);
        Convolution layer = Convolution.of(Kernel.scalar(), shape.withStride(2), new float[54], new float[2]);
        try (Workers workers = Workers.of(1)) {
            assertThatThrownBy(() -> layer.apply(FeatureMap.zeros(1, 1, 2), workers))
                    .isInstanceOf(BadInputException.class);
            assertThatThrownBy(() -> layer.apply(FeatureMap.zeros(1, 1, 3), Positions.EVEN, workers))
                    .isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void kernels_underThisBuild_areAllTested() {
        assertThat(KERNELS).extracting(Kernel::name).hasSize(3).first().isEqualTo("scalar");
    }

    @Test
    void featureMap_tooLarge_isRefusedBeforeRoomIsMade() {
        assertThatThrownBy(() -> FeatureMap.zeros(1 << 30, 1 << 30, 1 << 30)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> FeatureMap.zeros(1, 0, 1)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new FeatureMap(1, 2, 3, new float[5])).isInstanceOf(BadInputException.class);
    }

    private static void checkAgainstDefinition(Shape shape, Random random, FeatureMap zeros) {
        float[] weights = floats(random, shape.outputs() * shape.inputs() * shape.size() * shape.size());
        float[] bias = floats(random, shape.outputs());
        FeatureMap x = random(random, zeros);
        FeatureMap expected = definition(shape, x, weights, bias);
        for (Kernel kernel : KERNELS) {
            Convolution layer = Convolution.of(kernel, shape, weights, bias);
            for (int threads : new int[] {1, 3}) {
                try (Workers workers = Workers.of(threads)) {
                    FeatureMap y = layer.apply(x, workers);
                    assertThat(List.of(y.height(), y.width(), y.channels()))
                            .containsExactly(expected.height(), expected.width(), expected.channels());
                    // Compared as arrays of bits: a zero's sign counts, too.
                    assertThat(bits(y)).as(kernel.name()).isEqualTo(bits(expected));
                }
            }
        }
        assertThat(expected.values()[0]).isCloseTo((float) firstInDouble(shape, x, weights, bias), within(1e-3f));
    }

    /** The double loop that the contract describes. */
    private static FeatureMap definition(Shape s, FeatureMap x, float[] weights, float[] bias) {
        int height = (x.height() + s.stride() - 1) / s.stride();
        int width = (x.width() + s.stride() - 1) / s.stride();
        int f = s.upscale();
        FeatureMap y = FeatureMap.zeros(height * f, width * f, s.outputs() / (f * f));
        for (int i = 0; i < height * width * s.outputs(); i++) {
            int o = i % s.outputs();
            int row = i / s.outputs() / width;
            int column = i / s.outputs() % width;
            float sum = bias[o];
            for (int t = 0; t < s.size() * s.size() * s.inputs(); t++) {
                int ci = t % s.inputs();
                int ky = t / s.inputs() / s.size();
                int kx = t / s.inputs() % s.size();
                float value =
                        input(x, row * s.stride() + ky - s.size() / 2, column * s.stride() + kx - s.size() / 2, ci);
                sum = Math.fma(value, weights[((o * s.inputs() + ci) * s.size() + ky) * s.size() + kx], sum);
            }
            int at = y.at(row * f + o / f % f, column * f + o % f) + o / (f * f);
            y.values()[at] = switch (s.activation()) {
                case NONE -> sum;
                case RELU -> Math.max(sum, 0);
                case LEAKY_RELU -> Math.max(sum, 0.125f * sum);
            };
        }
        return y;
    }

    private static double firstInDouble(Shape s, FeatureMap x, float[] weights, float[] bias) {
        double sum = bias[0];
        for (int ci = 0; ci < s.inputs(); ci++) {
            for (int k = 0; k < s.size() * s.size(); k++) {
                sum += (double) weights[ci * s.size() * s.size() + k]
                        * input(x, k / s.size() - s.size() / 2, k % s.size() - s.size() / 2, ci);
            }
        }
        return switch (s.activation()) {
            case NONE -> sum;
            case RELU -> Math.max(sum, 0);
            case LEAKY_RELU -> Math.max(sum, sum / 8);
        };
    }

    private static float input(FeatureMap x, int row, int column, int channel) {
        boolean inside = row >= 0 && row < x.height() && column >= 0 && column < x.width();
        return inside ? x.values()[x.at(row, column) + channel] : 0;
    }

    private static FeatureMap random(Random random, FeatureMap map) {
        System.arraycopy(floats(random, map.values().length), 0, map.values(), 0, map.values().length);
        return map;
    }

    private static float[] floats(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static int[] bits(FeatureMap map) {
        int[] bits = new int[map.values().length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(map.values()[i]));
        return bits;
    }
}

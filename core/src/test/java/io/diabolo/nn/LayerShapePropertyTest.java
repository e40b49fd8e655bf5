package io.diabolo.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The shape that a description states is the one that the layer has, for any size. */
class LayerShapePropertyTest {

    @Property(tries = 60)
    void conv_anySizes_hasItsStatedShape(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 33) int height,
            @ForAll @IntRange(min = 1, max = 33) int width,
            @ForAll @IntRange(min = 0, max = 3) int halfKernel,
            @ForAll @IntRange(min = 1, max = 4) int stride) {
        Shape input = Shape.of(channels, height, width);
        LayerConfig.Conv conv = new LayerConfig.Conv(2, 2 * halfKernel + 1, stride);
        Shape output = realOutput(conv, input);

        assertThat(output).isEqualTo(conv.output(input));
        assertThat(output).isEqualTo(Shape.of(2, -Math.floorDiv(-height, stride), -Math.floorDiv(-width, stride)));
    }

    @Property(tries = 60)
    void transposedConv_ofAStridedConv_returnsToItsInputsSize(
            @ForAll @IntRange(min = 1, max = 33) int height,
            @ForAll @IntRange(min = 1, max = 33) int width,
            @ForAll @IntRange(min = 0, max = 2) int halfKernel,
            @ForAll @IntRange(min = 1, max = 3) int stride) {
        int kernel = 2 * halfKernel + 1;
        Shape input = Shape.of(2, height, width);
        Shape small = new LayerConfig.Conv(3, kernel, stride).output(input);
        LayerConfig.TransposedConv back = new LayerConfig.TransposedConv(2, kernel, stride, height, width);

        assertThat(back.output(small)).isEqualTo(input);
        assertThat(realOutput(back, small)).isEqualTo(input);
    }

    @Property(tries = 60)
    void poolAndUpsample_anySizes_haveTheirStatedShapes(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 33) int height,
            @ForAll @IntRange(min = 1, max = 33) int width,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll boolean max) {
        Shape input = Shape.of(channels, height, width);
        LayerConfig.Pool pool = new LayerConfig.Pool(size, max);
        Shape pooled = realOutput(pool, input);
        LayerConfig.Upsample upsample = new LayerConfig.Upsample(height, width);

        assertThat(pooled).isEqualTo(pool.output(input));
        assertThat(realOutput(upsample, pooled))
                .isEqualTo(upsample.output(pooled))
                .isEqualTo(input);
    }

    @Property(tries = 30)
    void linearAndNormalisation_anySizes_haveTheirStatedShapes(
            @ForAll @IntRange(min = 1, max = 40) int features,
            @ForAll @IntRange(min = 1, max = 40) int outputs,
            @ForAll Normalization kind) {
        LayerConfig.Linear linear = new LayerConfig.Linear(outputs);
        assertThat(realOutput(linear, Shape.of(features))).isEqualTo(linear.output(Shape.of(features)));
        Shape picture = Shape.of(features, 3, 2);
        assertThat(realOutput(new LayerConfig.Normalize(kind), picture)).isEqualTo(picture);
    }

    private static Shape realOutput(LayerConfig config, Shape input) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Layer layer = config.build(parameters, input);
            Tensor x = input.rank() == 1
                    ? Tensor.zeros(2, input.size(0))
                    : Tensor.zeros(2, input.size(0), input.size(1), input.size(2));
            long[] sizes = layer.forward(x, Pass.inference()).shape().toArray();
            assertThat(sizes[0]).isEqualTo(2);
            return Shape.of(java.util.Arrays.copyOfRange(sizes, 1, sizes.length));
        }
    }
}

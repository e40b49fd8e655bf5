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
        Conv conv = new Conv(2, 2 * halfKernel + 1, stride);
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
        Shape small = new Conv(3, kernel, stride).output(input);
        TransposedConv back = new TransposedConv(2, kernel, stride, height, width);

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
        Pool pool = new Pool(size, max);
        Shape pooled = realOutput(pool, input);
        Upsample upsample = new Upsample(height, width);

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
        Linear linear = new Linear(outputs);
        assertThat(realOutput(linear, Shape.of(features))).isEqualTo(linear.output(Shape.of(features)));
        Shape picture = Shape.of(features, 3, 2);
        assertThat(realOutput(new Normalize(kind), picture)).isEqualTo(picture);
    }

    @Property(tries = 60)
    void seriesLayers_anySizes_haveTheirStatedShapesAndComeBack(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 70) int length,
            @ForAll @IntRange(min = 0, max = 3) int halfKernel,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll boolean max) {
        int kernel = 2 * halfKernel + 1;
        Shape input = Shape.of(channels, length);
        Shape small = realOutput(new Conv(2, kernel, stride), input);
        assertThat(small).isEqualTo(Shape.of(2, -Math.floorDiv(-length, stride)));
        assertThat(small).isEqualTo(new Conv(2, kernel, stride).output(input));
        assertThat(realOutput(new TransposedConv(channels, kernel, stride, length), small))
                .isEqualTo(input);
        Shape pooled = realOutput(new Pool(stride, max), input);
        assertThat(pooled).isEqualTo(new Pool(stride, max).output(input));
        assertThat(realOutput(Upsample.toLength(length), pooled)).isEqualTo(input);
    }

    @Property(tries = 60)
    void sizesRelativeToTheInput_anySizes_areMultiplied(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 2, max = 3) int factor) {
        long widened = (long) width * factor;
        int block = factor * factor;
        Shape picture = Shape.of(block, height, width);
        Shape series = Shape.of(block, width);
        LayerConfig transposed = new TransposedConv(2, kernel, factor);
        assertThat(realOutput(transposed, picture))
                .isEqualTo(transposed.output(picture))
                .isEqualTo(Shape.of(2, (long) height * factor, widened));
        assertThat(realOutput(transposed, series))
                .isEqualTo(transposed.output(series))
                .isEqualTo(Shape.of(2, widened));
        assertThat(realOutput(Upsample.by(factor), series)).isEqualTo(Shape.of(block, widened));
        for (Shape shape : new Shape[] {picture, series}) {
            Shape spread = realOutput(new DepthToSpace(factor), shape);
            assertThat(spread).isEqualTo(new DepthToSpace(factor).output(shape));
            assertThat(realOutput(new SpaceToDepth(factor), spread))
                    .isEqualTo(new SpaceToDepth(factor).output(spread))
                    .isEqualTo(shape);
        }
    }

    private static Shape realOutput(LayerConfig config, Shape input) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Layer layer = config.build(parameters, input);
            Tensor x = Tensor.zeros(Space.batch(2, input.toArray()));
            long[] sizes = layer.forward(x, Pass.inference()).shape().toArray();
            assertThat(sizes[0]).isEqualTo(2);
            return Shape.of(java.util.Arrays.copyOfRange(sizes, 1, sizes.length));
        }
    }
}

package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.engine.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The transpose of a strided convolution: to a stated size, or to the stride times the input's.
 *
 * @shape [C, l] to [G, length], [C, h, w] to [G, height, width]; without a stated size [G, l s], [G, h s, w s]
 */
@JsonTypeName("transposed_conv")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransposedConv(
        int channels,
        int kernel,
        int stride,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer height,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer width,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer length)
        implements LayerConfig {

    public TransposedConv {
        LayerRules.requirePositive("transposed_conv: channels", channels);
        LayerRules.requirePositive("transposed_conv: kernel", kernel);
        LayerRules.requirePositive("transposed_conv: stride", stride);
        new StatedSize(height, width, length); // refuses what does not go together
    }

    /** To the stride times the input's size. */
    public TransposedConv(int channels, int kernel, int stride) {
        this(channels, kernel, stride, null, null, null);
    }

    /** To pictures of a stated size. */
    public TransposedConv(int channels, int kernel, int stride, int height, int width) {
        this(channels, kernel, stride, height, width, null);
    }

    /** To series of a stated length. */
    public TransposedConv(int channels, int kernel, int stride, int length) {
        this(channels, kernel, stride, null, null, length);
    }

    @Override
    public Shape output(Shape input) {
        Shape output = new StatedSize(height, width, length).output(this, input, channels, stride);
        for (int i = 1; i < input.rank(); i++) {
            long extra = output.size(i) - ((input.size(i) - 1) * stride - 2L * padding() + kernel);
            LayerRules.require(extra >= 0 && extra < stride, this, "cannot become " + output, input);
        }
        return output;
    }

    private int padding() {
        return (kernel - 1) / 2;
    }

    @Override
    public long parameters(Shape input) {
        return input.size(0) * channels * Space.kernelSize(input, kernel) + channels;
    }

    @Override
    public boolean convolves() {
        return true;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        LayerRules.requireAffordable(this, input);
        long covered = Space.kernelSize(input, kernel);
        // Each output value sums over about C * (kernel / stride)^2 inputs.
        long fanIn = Math.max(1, input.size(0) * covered / Space.kernelSize(input, stride));
        Parameters.Affine affine = parameters.affine(
                new Initialization.Fan(fanIn, channels * covered),
                channels,
                Space.kernel(input, input.size(0), channels, kernel));
        return Space.onPictures(input, (x, pass) -> {
            int toHeight = target(height, input.rank() == 2 ? 1 : x.size(2) * stride);
            int toWidth = target(input.rank() == 2 ? length : width, x.size(3) * stride);
            return x.channelsLast()
                    .convTranspose2d(Space.lift(affine.weight()), affine.bias(), stride, padding(), toHeight, toWidth);
        });
    }

    private static int target(@Nullable Integer stated, long otherwise) {
        return stated != null ? stated : Math.toIntExact(otherwise);
    }
}

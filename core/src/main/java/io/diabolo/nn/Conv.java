package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/**
 * A convolution with padding (kernel - 1) / 2.
 *
 * @shape [C, L] to [G, ceil(L/s)], [C, H, W] to [G, ceil(H/s), ceil(W/s)] for an odd kernel
 */
@JsonTypeName("conv")
public record Conv(int channels, int kernel, int stride) implements LayerConfig {

    public Conv {
        LayerRules.requirePositive("conv: channels", channels);
        LayerRules.requirePositive("conv: kernel", kernel);
        LayerRules.requirePositive("conv: stride", stride);
    }

    @Override
    public Shape output(Shape input) {
        LayerRules.requireSpace(this, input);
        long lost = kernel - 2L * padding();
        for (int i = 1; i < input.rank(); i++) {
            LayerRules.require(input.size(i) >= lost, this, "needs inputs at least as large as its kernel", input);
        }
        return Space.map(input, channels, size -> (size - lost) / stride + 1);
    }

    private int padding() {
        return (kernel - 1) / 2;
    }

    @Override
    public long parameters(Shape input) {
        return (input.size(0) * Space.kernelSize(input, kernel) + 1) * channels;
    }

    @Override
    public boolean convolves() {
        return true;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        LayerRules.requireAffordable(this, input);
        long covered = Space.kernelSize(input, kernel);
        Parameters.Affine affine = parameters.affine(
                new Initialization.Fan(input.size(0) * covered, channels * covered),
                channels,
                Space.kernel(input, channels, input.size(0), kernel));
        return Space.onPictures(input, (x, pass) -> x.channelsLast()
                .conv2d(Space.lift(affine.weight()), affine.bias(), stride, padding()));
    }
}

package io.diabolo.compress.network;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with zero padding that keeps the size (stride 1) or halves it, rounding up (stride 2).
 *
 * <p>What is learned is a weight between inputs and outputs of about unit variance. The weight that works, and that is
 * exported, is that times fixed scales of input and output channels: those of a latent span three powers of ten, and
 * without the scales each step of Adam would stir up the small ones.
 *
 * @param learnedWeight [G, C, K, K]
 * @param learnedBias [G]
 * @param stride 1 or 2
 * @param inputScale [C], what inputs are multiplied by; null for 1
 * @param outputScale [G], what outputs are multiplied by; null for 1
 */
record ScaledConvolution(
        Tensor learnedWeight,
        Tensor learnedBias,
        int stride,
        @Nullable Tensor inputScale,
        @Nullable Tensor outputScale) implements ExportedLayer {

    /** The slope of the leaky rectifier: exact in any float. */
    static final double SLOPE = 0.125;

    private static final double RECTIFIER_GAIN = Math.sqrt(2 / (1 + SLOPE * SLOPE));

    /** A last layer that starts so small changes what it is added to by little. */
    private static final double SMALL = 0.1;

    /** Before a leaky rectifier. */
    static ScaledConvolution hidden(Parameters parameters, int kernel, int stride, int in, int out) {
        return create(parameters, RECTIFIER_GAIN, kernel, stride, in, out);
    }

    /** Followed by no activation. */
    static ScaledConvolution plain(Parameters parameters, int kernel, int stride, int in, int out) {
        return create(parameters, 1, kernel, stride, in, out);
    }

    /** The last of a branch: starts near zero. */
    static ScaledConvolution last(Parameters parameters, int kernel, int in, int out) {
        return create(parameters, SMALL, kernel, 1, in, out);
    }

    private static ScaledConvolution create(
            Parameters parameters, double gain, int kernel, int stride, int in, int out) {
        return new ScaledConvolution(
                parameters.weight("weight", gain, (long) in * kernel * kernel, out, in, kernel, kernel),
                parameters.constant("bias", 0, out),
                stride,
                null,
                null);
    }

    ScaledConvolution withInputScale(Tensor scale) {
        return new ScaledConvolution(learnedWeight, learnedBias, stride, scale, outputScale);
    }

    ScaledConvolution withOutputScale(Tensor scale) {
        return new ScaledConvolution(learnedWeight, learnedBias, stride, inputScale, scale);
    }

    @Override
    public Tensor weight() {
        Tensor weight = learnedWeight;
        if (inputScale != null) {
            weight = weight.mul(inputScale.reshape(1, weight.size(1), 1, 1));
        }
        return outputScale == null ? weight : weight.mul(outputScale.reshape(weight.size(0), 1, 1, 1));
    }

    @Override
    public Tensor bias() {
        return outputScale == null ? learnedBias : learnedBias.mul(outputScale);
    }

    @Override
    public void take(Tensor weight, Tensor bias) {
        Tensor learned = inputScale == null ? weight : weight.div(inputScale.reshape(1, weight.size(1), 1, 1));
        learnedWeight.assignInPlace(
                outputScale == null ? learned : learned.div(outputScale.reshape(weight.size(0), 1, 1, 1)));
        learnedBias.assignInPlace(outputScale == null ? bias : bias.div(outputScale));
    }

    /** @shape x [N, C, H, W] to [N, G, ceil(H / stride), ceil(W / stride)] */
    Tensor forward(Tensor x) {
        return x.conv2d(weight(), bias(), stride, (int) learnedWeight.size(2) / 2);
    }

    /** Followed by the leaky rectifier. */
    Tensor activated(Tensor x) {
        return forward(x).leakyRelu(SLOPE);
    }

    /** In float32, whatever products are computed in around it. */
    Tensor exact(Tensor x) {
        try (Autocast suspended = Autocast.suspend()) {
            return forward(x.to(DataType.FLOAT32));
        }
    }
}

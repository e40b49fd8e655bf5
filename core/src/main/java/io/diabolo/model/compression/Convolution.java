package io.diabolo.model.compression;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * A convolution with zero padding that keeps the size (stride 1) or halves it, rounding up (stride 2).
 *
 * @param weight [G, C, K, K]
 * @param bias [G]
 */
record Convolution(Tensor weight, Tensor bias, int stride) {

    /** The slope of the leaky rectifier: exact in any float. */
    static final double SLOPE = 0.125;

    private static final double RECTIFIER_GAIN = Math.sqrt(2 / (1 + SLOPE * SLOPE));

    /** A last layer that starts so small changes what it is added to by little. */
    private static final double SMALL = 0.02;

    /** Before a leaky rectifier. */
    static Convolution hidden(Parameters parameters, String name, int kernel, int stride, int in, int out) {
        return create(parameters.in(name), RECTIFIER_GAIN, kernel, stride, in, out);
    }

    /** Before nothing. */
    static Convolution plain(Parameters parameters, String name, int kernel, int stride, int in, int out) {
        return create(parameters.in(name), 1, kernel, stride, in, out);
    }

    /** The last of a branch: starts near zero. */
    static Convolution last(Parameters parameters, String name, int kernel, int in, int out) {
        return create(parameters.in(name), SMALL, kernel, 1, in, out);
    }

    private static Convolution create(Parameters parameters, double gain, int kernel, int stride, int in, int out) {
        return new Convolution(
                parameters.weight("weight", gain, (long) in * kernel * kernel, out, in, kernel, kernel),
                parameters.constant("bias", 0, out),
                stride);
    }

    /** @shape x [N, C, H, W] to [N, G, ceil(H / stride), ceil(W / stride)] */
    Tensor forward(Tensor x) {
        return x.conv2d(weight, bias, stride, (int) weight.size(2) / 2);
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

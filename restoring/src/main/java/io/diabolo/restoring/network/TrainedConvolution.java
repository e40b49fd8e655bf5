package io.diabolo.restoring.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Parameters;

/**
 * A convolution with zero padding.
 *
 * @param weight [G, C, K, K]
 * @param bias [G]
 */
record TrainedConvolution(Tensor weight, Tensor bias, int stride, int padding) {

    /** 3 x 3, which keeps the size. */
    static TrainedConvolution keeping(Parameters parameters, int outputs, int inputs) {
        return create(parameters, outputs, inputs, 3, 1, 1);
    }

    /** 2 x 2, which halves the size. */
    static TrainedConvolution halving(Parameters parameters, int outputs, int inputs) {
        return create(parameters, outputs, inputs, 2, 2, 0);
    }

    /** 1 x 1 to four times the channels, which depth to space spreads. */
    static TrainedConvolution doubling(Parameters parameters, int outputs, int inputs) {
        return create(parameters, 4 * outputs, inputs, 1, 1, 0);
    }

    /** 3 x 3, of zeros: what it is added to begins as it is. */
    static TrainedConvolution zero(Parameters parameters, int outputs, int inputs) {
        return new TrainedConvolution(
                parameters.constant("weight", 0, outputs, inputs, 3, 3), parameters.constant("bias", 0, outputs), 1, 1);
    }

    private static TrainedConvolution create(
            Parameters parameters, int outputs, int inputs, int kernel, int stride, int padding) {
        long covered = (long) kernel * kernel;
        Parameters.Affine affine = parameters.affine(
                new Initialization.Fan(inputs * covered, outputs * covered), outputs, outputs, inputs, kernel, kernel);
        return new TrainedConvolution(affine.weight(), affine.bias(), stride, padding);
    }

    Tensor forward(Tensor x) {
        return x.channelsLast().conv2d(weight, bias, stride, padding);
    }
}

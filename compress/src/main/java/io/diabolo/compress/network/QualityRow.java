package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/**
 * One of the qualities of an exported codec.
 *
 * @param gain [1, M, 1, 1]
 * @param inverseGain [1, M, 1, 1]
 * @param bias0 [1, C, 1, 1], of the synthesis where its branch begins
 * @param bias1 [1, C, 1, 1], of the synthesis where its branch meets the linear transform
 * @param lambda the weight of the squared error (0 to 255) against bits per pixel
 */
public record QualityRow(Tensor gain, Tensor inverseGain, Tensor bias0, Tensor bias1, double lambda) {

    /** @param quality 0 to 126; the weight is between those of the trained levels, in proportion */
    public static QualityRow of(ExportedValues exported, CompressionConfig config, int quality) {
        double place = quality * (config.lambdas().size() - 1.0) / (CompressionConfig.LEVELS - 1);
        int below = Math.min((int) place, config.lambdas().size() - 2);
        double low = config.lambdas().get(below);
        double high = config.lambdas().get(below + 1);
        return new QualityRow(
                row(exported, "gain", config.latent(), quality),
                row(exported, "inverse_gain", config.latent(), quality),
                row(exported, "level_bias_0", SynthesisTransform.WIDTH_AT_16, quality),
                row(exported, "level_bias_1", SynthesisTransform.WIDTH_AT_4, quality),
                low * Math.pow(high / low, place - below));
    }

    private static Tensor row(ExportedValues exported, String name, int width, int quality) {
        return exported.tensor(name, CompressionConfig.LEVELS, width)
                .narrow(0, quality, 1)
                .reshape(1, width, 1, 1);
    }
}

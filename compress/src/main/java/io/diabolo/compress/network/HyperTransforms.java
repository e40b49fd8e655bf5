package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/** The hyperprior's two networks: what is said about the latent before it, at a quarter of its size. */
final class HyperTransforms {

    private final ScaledConvolution analysis0;
    private final ScaledConvolution analysis1;
    private final ScaledConvolution analysis2;
    private final ScaledConvolution synthesis0;
    private final ScaledConvolution synthesis1;
    private final ScaledConvolution synthesis2;

    HyperTransforms(ExportedLayers layers, CompressionConfig config, LatentScales scales) {
        int width = config.features();
        analysis0 = layers.add("hyper_analysis.0", p -> ScaledConvolution.hidden(p, 1, 1, config.latent(), width)
                .withInputScale(scales.codedInverse()));
        analysis1 = layers.add("hyper_analysis.1", p -> ScaledConvolution.hidden(p, 3, 2, width, width));
        analysis2 = layers.add("hyper_analysis.2", p -> ScaledConvolution.plain(p, 3, 2, width, config.hyper()));
        synthesis0 = layers.add("hyper_synthesis.0", p -> ScaledConvolution.hidden(p, 3, 1, config.hyper(), 4 * width));
        synthesis1 = layers.add("hyper_synthesis.1", p -> ScaledConvolution.hidden(p, 1, 1, width, 4 * width));
        synthesis2 = layers.add("hyper_synthesis.2", p -> ScaledConvolution.hidden(p, 3, 1, width, width));
    }

    /** @shape [N, M, h, w] to z [N, C, ceil(ceil(h / 2) / 2), ...] */
    Tensor analyse(Tensor y) {
        return analysis2.forward(analysis1.activated(analysis0.activated(y.channelsLast())));
    }

    /** @shape z to features [N, F, h, w] */
    Tensor synthesise(Tensor z, int height, int width) {
        Tensor half = cut(synthesis0.forward(z.channelsLast()).depthToSpace(2), (height + 1) / 2, (width + 1) / 2);
        Tensor full =
                cut(synthesis1.forward(half.leakyRelu(ScaledConvolution.SLOPE)).depthToSpace(2), height, width);
        return synthesis2.activated(full.leakyRelu(ScaledConvolution.SLOPE));
    }

    private static Tensor cut(Tensor x, int height, int width) {
        return x.narrow(2, 0, height).narrow(3, 0, width);
    }
}

package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * Side information: a small map z, a quarter of the latent's resolution, that says how the latent is distributed.
 *
 * <p>Source: Balle et al. 2018, Variational image compression with a scale hyperprior; Minnen et al. 2018, Joint
 * autoregressive and hierarchical priors for learned image compression.
 */
record HyperNetworks(List<Convolution> analysis, List<Convolution> synthesis) {

    static HyperNetworks load(Weights weights, CodecSizes sizes) {
        int f = sizes.features();
        return new HyperNetworks(
                List.of(
                        weights.convolution(
                                "hyper_analysis.0",
                                Shape.of(f, sizes.latent(), 1).withLeak()),
                        weights.convolution(
                                "hyper_analysis.1",
                                Shape.of(f, f, 3).withStride(2).withLeak()),
                        weights.convolution(
                                "hyper_analysis.2",
                                Shape.of(sizes.hyper(), f, 3).withStride(2))),
                List.of(
                        weights.convolution(
                                "hyper_synthesis.0",
                                Shape.of(4 * f, sizes.hyper(), 3).withUpscale(2).withLeak()),
                        weights.convolution(
                                "hyper_synthesis.1",
                                Shape.of(4 * f, f, 1).withUpscale(2).withLeak()),
                        weights.convolution(
                                "hyper_synthesis.2", Shape.of(f, f, 3).withLeak())));
    }

    /** z, not rounded, [half(half(h)), half(half(w)), hyper], of a latent with its gain. */
    FeatureMap analyse(FeatureMap y, Workers workers) {
        FeatureMap x = y;
        for (Convolution layer : analysis) {
            x = layer.apply(x, workers);
        }
        return x;
    }

    /** The features [height, width, features] of a rounded z. */
    FeatureMap synthesise(FeatureMap z, int height, int width, Workers workers) {
        FeatureMap x = Channels.crop(synthesis.get(0).apply(z, workers), half(height), half(width));
        x = Channels.crop(synthesis.get(1).apply(x, workers), height, width);
        return synthesis.get(2).apply(x, workers);
    }

    /** Half a side, rounded up, as a stride of 2 makes it. */
    static int half(int side) {
        return (side + 1) / 2;
    }
}

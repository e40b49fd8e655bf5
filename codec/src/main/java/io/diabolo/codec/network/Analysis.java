package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * From pixels to the latent: a linear transform of 16 x 16 blocks, plus a branch of convolutions for what it leaves.
 *
 * <pre>
 * x -> s2d16 -> linear --------------------------------------+-> y [h, w, latent]
 *   \-> s2d4 -> 0 -> 1 (stride 2) -> 2 -> 3 (stride 2) -> 4 -/
 * </pre>
 */
record Analysis(Convolution linear, List<Convolution> branch) {

    private static final int FINE = 4;

    static Analysis load(Weights weights, CodecSizes sizes) {
        int block = CodecSizes.BLOCK;
        return new Analysis(
                weights.convolution("analysis.linear", Shape.of(sizes.latent(), 3 * block * block, 1)),
                List.of(
                        weights.convolution(
                                "analysis.0", Shape.of(64, 3 * FINE * FINE, 3).withLeak()),
                        weights.convolution(
                                "analysis.1", Shape.of(96, 64, 3).withStride(2).withLeak()),
                        weights.convolution("analysis.2", Shape.of(96, 96, 3).withLeak()),
                        weights.convolution(
                                "analysis.3", Shape.of(128, 96, 3).withStride(2).withLeak()),
                        weights.convolution("analysis.4", Shape.of(sizes.latent(), 128, 3))));
    }

    /** @return y [h, w, latent] */
    FeatureMap apply(byte[] rgb, int width, int height, Workers workers) {
        FeatureMap x = PixelBlocks.split(rgb, width, height, FINE, workers);
        for (Convolution layer : branch) {
            x = layer.apply(x, workers);
        }
        FeatureMap y = linear.apply(PixelBlocks.split(rgb, width, height, CodecSizes.BLOCK, workers), workers);
        Channels.add(y, x);
        return y;
    }
}

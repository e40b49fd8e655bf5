package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * From pixels to the latent: a linear transform of 16 x 16 blocks, plus a branch of convolutions for what it leaves.
 *
 * <pre>
 * x -> s2d16 -> linear ------------------------------------------------------+-> y [h, w, latent]
 *   \-> s2d4 -> 0 -> 1 (stride 2) -> 2 -> 3 (stride 2) -> 4 -----------------+   encoder 1
 *   \-> s2d4 -> 0 -> 1 (stride 2) -> + 3(2) -> 4 (stride 2) -> + 6(5) -> + 8(7) -> 9   encoder 2
 * </pre>
 *
 * <p>{@code + b(a)} adds to its input what the convolutions a, with a leaky rectifier, and b make of it.
 */
record Analysis(Convolution linear, List<Stage> branch) {

    private static final int FINE = 4;
    private static final int STEM = 3 * FINE * FINE;

    static Analysis load(Weights weights, CodecSizes sizes) {
        int block = CodecSizes.BLOCK;
        Convolution linear = weights.convolution("analysis.linear", Shape.of(sizes.latent(), 3 * block * block, 1));
        Loader loader = new Loader(weights);
        if (sizes.encoder() == 1) {
            loader.add(Shape.of(64, STEM, 3).withLeak());
            loader.add(Shape.of(96, 64, 3).withStride(2).withLeak());
            loader.add(Shape.of(96, 96, 3).withLeak());
            loader.add(Shape.of(128, 96, 3).withStride(2).withLeak());
            loader.add(Shape.of(sizes.latent(), 128, 3));
        } else {
            loader.add(Shape.of(96, STEM, 3).withLeak());
            loader.add(Shape.of(144, 96, 3).withStride(2).withLeak());
            loader.addResidual(144);
            loader.add(Shape.of(160, 144, 3).withStride(2).withLeak());
            loader.addResidual(160);
            loader.addResidual(160);
            loader.add(Shape.of(sizes.latent(), 160, 1));
        }
        return new Analysis(linear, List.copyOf(loader.stages));
    }

    /** @return y [h, w, latent] */
    FeatureMap apply(byte[] rgb, int width, int height, Workers workers) {
        FeatureMap x = PixelBlocks.split(rgb, width, height, FINE, workers);
        for (Stage stage : branch) {
            x = stage.apply(x, workers);
        }
        FeatureMap y = linear.apply(PixelBlocks.split(rgb, width, height, CodecSizes.BLOCK, workers), workers);
        Channels.add(y, x);
        return y;
    }

    /** A part of the branch. */
    private interface Stage {
        FeatureMap apply(FeatureMap x, Workers workers);
    }

    /** Numbers the convolutions as the weights file does. */
    private static final class Loader {

        private final Weights weights;
        private final List<Stage> stages = new ArrayList<>();
        private int count;

        Loader(Weights weights) {
            this.weights = weights;
        }

        void add(Shape shape) {
            stages.add(next(shape)::apply);
        }

        void addResidual(int channels) {
            Convolution inner = next(Shape.of(channels, channels, 3).withLeak());
            Convolution outer = next(Shape.of(channels, channels, 3));
            stages.add((x, workers) -> {
                FeatureMap y = outer.apply(inner.apply(x, workers), workers);
                Channels.add(y, x);
                return y;
            });
        }

        private Convolution next(Shape shape) {
            return weights.convolution("analysis." + count++, shape);
        }
    }
}

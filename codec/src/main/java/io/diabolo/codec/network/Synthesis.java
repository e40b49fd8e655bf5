package io.diabolo.codec.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Workers;
import java.util.List;

/**
 * From the latent to pixels: the linear transform back to 16 x 16 blocks, plus a branch of convolutions that sees both.
 *
 * <pre>
 * u -> linear -> d2s16 = xLin -------------------------------------------------------------+-> xHat
 *  |               \-> s2d4 -> 4 ------------------------\                                 |
 *   \-> 0 + level bias, lrelu -> 1 d2s2 -> 2 -> 3 d2s2 -> + level bias, lrelu -> 5 -> 6 d2s4
 * </pre>
 *
 * <p>Nothing is computed at full resolution: xLin and the branch's output stay space to depth of 4 until they are bytes.
 */
record Synthesis(
        Convolution linear,
        Convolution layer0,
        Convolution layer1,
        Convolution layer2,
        Convolution layer3,
        Convolution layer4,
        Convolution layer5,
        Convolution layer6,
        List<float[]> levelBias0,
        List<float[]> levelBias1) {

    private static final int FINE = 4;
    private static final int COARSE = CodecSizes.BLOCK / FINE;
    private static final int PIXELS = 3 * FINE * FINE;

    static Synthesis load(Weights weights, CodecSizes sizes) {
        int block = CodecSizes.BLOCK;
        return new Synthesis(
                weights.convolution(
                        "synthesis.linear",
                        Shape.of(3 * block * block, sizes.latent(), 1).withUpscale(COARSE),
                        Synthesis::blockOutput),
                weights.convolution("synthesis.0", Shape.of(96, sizes.latent(), 3)),
                weights.convolution(
                        "synthesis.1", Shape.of(256, 96, 1).withUpscale(2).withLeak()),
                weights.convolution("synthesis.2", Shape.of(64, 64, 3).withLeak()),
                weights.convolution("synthesis.3", Shape.of(192, 64, 1).withUpscale(2)),
                weights.convolution("synthesis.4", Shape.of(48, PIXELS, 1)),
                weights.convolution("synthesis.5", Shape.of(48, 48, 3).withLeak()),
                weights.convolution("synthesis.6", Shape.of(PIXELS, 48, 3)),
                weights.rows("level_bias_0", sizes.levels(), 96),
                weights.rows("level_bias_1", sizes.levels(), 48));
    }

    /**
     * @param u the latent without its gain, [h, w, latent]
     * @return width * height pixels, bytes R, G, B
     */
    byte[] apply(FeatureMap u, int level, int width, int height, Workers workers) {
        FeatureMap linearly = linear.apply(u, workers);
        FeatureMap x = layer0.apply(u, workers);
        Channels.biasAndLeak(x, levelBias0.get(level), workers);
        x = layer3.apply(layer2.apply(layer1.apply(x, workers), workers), workers);
        Channels.add(x, layer4.apply(linearly, workers));
        Channels.biasAndLeak(x, levelBias1.get(level), workers);
        x = layer6.apply(layer5.apply(x, workers), workers);
        return PixelBlocks.join(linearly, x, FINE, width, height, workers);
    }

    /**
     * Where an output of the linear layer is in the file, which has it for d2s16: a shuffle of 4 then leaves each block
     * space to depth of 4.
     *
     * @param output c' 16 + by 4 + bx, for channel c' = c 16 + dy 4 + dx of the block (by, bx)
     * @return c 256 + (by 4 + dy) 16 + bx 4 + dx
     */
    private static int blockOutput(int output) {
        int bx = output % COARSE;
        int by = output / COARSE % COARSE;
        int fine = output / (COARSE * COARSE);
        int dx = fine % FINE;
        int dy = fine / FINE % FINE;
        int c = fine / (FINE * FINE);
        return (c * CodecSizes.BLOCK + by * FINE + dy) * CodecSizes.BLOCK + bx * FINE + dx;
    }
}

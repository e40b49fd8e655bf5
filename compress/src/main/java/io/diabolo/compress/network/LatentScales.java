package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * What the training photographs' {@link Klt} says of sizes; fixed while a codec is trained.
 *
 * @param mean [768], of blocks
 * @param vectors [768, 768], row by row the directions, the strongest first
 * @param all [768], the deviations of blocks along them
 * @param steps [768], how much a change is: the deviation, or about half a quantiser's step where that is less
 * @param inverse [M], 1 / deviation
 * @param branch [M], what the analysis branch adds
 * @param coded [M], deviations times the gain of the middle level: those of what is coded
 * @param codedInverse [M], 1 / coded
 */
record LatentScales(
        Tensor mean,
        Tensor vectors,
        Tensor all,
        Tensor steps,
        Tensor inverse,
        Tensor branch,
        Tensor coded,
        Tensor codedInverse) {

    /** Values of a block: 3 x 16 x 16. */
    static final int DIRECTIONS = 3 * CompressionConfig.BLOCK * CompressionConfig.BLOCK;

    /** About what rounding to bytes leaves; smaller deviations only say that the photographs were compressed. */
    private static final double SMALLEST = 1.0 / 255;

    private static final double LARGEST_STEP = 0.1;

    /** The branch has a thousand inputs a channel, which Adam moves all at once. */
    private static final double BRANCH = 0.1;

    static LatentScales create(Parameters parameters, int latent) {
        return new LatentScales(
                parameters.buffer("mean", 0, DIRECTIONS),
                parameters.buffer("vectors", 0, DIRECTIONS, DIRECTIONS),
                parameters.buffer("all", 1, DIRECTIONS),
                parameters.buffer("steps", 1, DIRECTIONS),
                parameters.buffer("inverse", 1, latent),
                parameters.buffer("branch", 1, latent),
                parameters.buffer("coded", 1, latent),
                parameters.buffer("coded_inverse", 1, latent));
    }

    /** @param gain of the middle level */
    void start(Klt klt, double gain) {
        mean.assignInPlace(Tensor.of(klt.mean(), DIRECTIONS));
        vectors.assignInPlace(Tensor.of(klt.vectors(), DIRECTIONS, DIRECTIONS));
        float[] deviations = new float[DIRECTIONS];
        for (int i = 0; i < DIRECTIONS; i++) {
            deviations[i] = (float) Math.max(SMALLEST, Math.sqrt(klt.variances()[i]));
        }
        all.assignInPlace(Tensor.of(deviations, DIRECTIONS));
        // 1 / (1 / a + 1 / b): the smaller of both, without a corner
        steps.assignInPlace(all.mul(LARGEST_STEP).div(all.add(LARGEST_STEP)));
        long latent = inverse.size(0);
        inverse.assignInPlace(Tensor.scalar(1).div(all.narrow(0, 0, latent)));
        branch.assignInPlace(steps.narrow(0, 0, latent).mul(BRANCH));
        coded.assignInPlace(all.narrow(0, 0, latent).mul(gain));
        codedInverse.assignInPlace(inverse.div(gain));
    }
}

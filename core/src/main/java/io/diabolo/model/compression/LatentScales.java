package io.diabolo.model.compression;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * What the training photographs' {@link Klt} says of sizes; fixed while a codec is trained.
 *
 * @param mean [768], of blocks
 * @param vectors [768, 768], row by row the directions, the strongest first
 * @param all [768], the deviations of blocks along them
 * @param latent [M], the first M of them: those of the latent
 * @param inverse [M], 1 / latent
 * @param coded [M], latent times the gain of the middle level: the deviations of what is coded
 * @param codedInverse [M], 1 / coded
 */
record LatentScales(
        Tensor mean, Tensor vectors, Tensor all, Tensor latent, Tensor inverse, Tensor coded, Tensor codedInverse) {

    /** Values of a block: 3 x 16 x 16. */
    static final int DIRECTIONS = 3 * CompressionConfig.BLOCK * CompressionConfig.BLOCK;

    /** About what rounding to bytes leaves; smaller deviations only say that the photographs were compressed. */
    private static final double SMALLEST = 1.0 / 255;

    static LatentScales create(Parameters parameters, int latent) {
        return new LatentScales(
                parameters.buffer("mean", 0, DIRECTIONS),
                parameters.buffer("vectors", 0, DIRECTIONS, DIRECTIONS),
                parameters.buffer("all", 1, DIRECTIONS),
                parameters.buffer("latent", 1, latent),
                parameters.buffer("inverse", 1, latent),
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
        latent.assignInPlace(all.narrow(0, 0, latent.size(0)));
        inverse.assignInPlace(Tensor.scalar(1).div(latent));
        coded.assignInPlace(latent.mul(gain));
        codedInverse.assignInPlace(inverse.div(gain));
    }
}

package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;

/**
 * Independent normal distributions.
 *
 * @param mean [N, D], or [1, D] for the same in all samples
 * @param logVariance as the mean
 */
record DiagonalGaussian(Tensor mean, Tensor logVariance) implements Density {

    /** Mean 0 and variance 1 in D dimensions. */
    static DiagonalGaussian standard(int latent) {
        return new DiagonalGaussian(Tensor.zeros(1, latent), Tensor.zeros(1, latent));
    }

    @Override
    public Tensor sample(int count, Generator random) {
        Tensor noise = Tensor.normal(random, count, mean.size(1));
        return mean.add(logVariance.mul(0.5).exp().mul(noise));
    }

    /** {@code -1/2 sum (log 2 pi + log s^2 + (z - mu)^2 / s^2)} */
    @Override
    public Tensor logDensity(Tensor latent) {
        Tensor squares = latent.sub(mean).square().mul(logVariance.neg().exp());
        return squares.add(logVariance)
                .add(Math.log(2 * Math.PI))
                .sumPerExample()
                .mul(-0.5);
    }
}

package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.Collections;

/**
 * Independent normal distributions.
 *
 * @param mean [N, D], or [1, D] for the same in all samples
 * @param logVariance as the mean
 */
public record DiagonalGaussian(Tensor mean, Tensor logVariance) implements Density {

    /** Mean 0 and variance 1 in D dimensions. */
    public static DiagonalGaussian standard(int latent) {
        return new DiagonalGaussian(Tensor.zeros(1, latent), Tensor.zeros(1, latent));
    }

    @Override
    public Tensor sample(int count, double temperature, Generator random) {
        Tensor noise = Tensor.normal(random, count, mean.size(1));
        Tensor deviation = logVariance.mul(0.5).exp();
        return mean.add((temperature == 1 ? deviation : deviation.mul(temperature)).mul(noise));
    }

    /**
     * The divergence from the standard normal distribution, {@code 1/2 (mu^2 + s^2 - 1 - log s^2)} for each number.
     *
     * @return [N, D] in nats
     * @source Kingma and Welling 2014, appendix B
     */
    public Tensor divergenceFromStandard() {
        return mean.square().add(logVariance.exp()).sub(1).sub(logVariance).mul(0.5);
    }

    /** Each of the samples several times, one whole batch after the other: [N, D] to [times * N, D]. */
    public DiagonalGaussian repeated(int times) {
        return new DiagonalGaussian(
                Tensor.concat(new ArrayList<>(Collections.nCopies(times, mean)), 0),
                Tensor.concat(new ArrayList<>(Collections.nCopies(times, logVariance)), 0));
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

package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;

/** A probability density over latents. */
public interface Density {

    /**
     * Draws codes; of a posterior one for each of its samples, of a prior {@code count}.
     *
     * @return [N, D], or [N, D * S] of codes that keep their space
     */
    default Tensor sample(int count, Generator random) {
        return sample(count, 1, random);
    }

    /**
     * As {@link #sample(int, Generator)}, nearer to what is most probable.
     *
     * @param temperature the factor of the standard deviations, of discrete codes the power 1 / t of the probabilities; above 0
     *     and finite, 1 for the density itself
     */
    Tensor sample(int count, double temperature, Generator random);

    /**
     * The logarithm of the density, of discrete codes of the probability.
     *
     * @shape latent [N, D] or [N, D, *S] to [N], in nats
     */
    Tensor logDensity(Tensor latent);
}

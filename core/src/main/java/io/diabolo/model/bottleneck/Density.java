package io.diabolo.model.bottleneck;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;

/** A probability density over latents. */
public interface Density {

    /** Draws codes; of a posterior one for each of its samples, of a prior {@code count}. */
    Tensor sample(int count, Generator random);

    /** @shape latent [N, D] to [N], in nats */
    Tensor logDensity(Tensor latent);
}

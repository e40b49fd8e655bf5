package io.diabolo.model.bottleneck;

import io.diabolo.engine.Shape;

/**
 * Where a bottleneck stands.
 *
 * @param input the shape of what the encoder takes for one sample, [C, *S], with a mask [2C, *S]
 * @param features the shape of the encoder's output for one sample, [F] or [C', *S']
 * @param latent D
 */
public record Place(Shape input, Shape features, int latent) {

    /** The numbers of a linear layer from all features to {@code outputs}, with its bias. */
    long linear(long outputs) {
        return (features.elements() + 1) * outputs;
    }
}

package io.diabolo.nn;

import io.diabolo.engine.Generator;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass is for: there is no hidden training flag.
 *
 * @param training whether dropout drops, batch statistics move and a posterior is sampled
 * @param random the source of a training step's random numbers; null otherwise
 */
public record Pass(boolean training, @Nullable Generator random) {

    private static final Pass INFERENCE = new Pass(false, null);

    /** The pass of a trained model: deterministic. */
    public static Pass inference() {
        return INFERENCE;
    }

    public static Pass training(Generator random) {
        return new Pass(true, random);
    }

    /** The training step's generator. */
    public Generator generator() {
        if (random == null) {
            throw new IllegalStateException("a pass of inference draws no random numbers");
        }
        return random;
    }
}

package io.diabolo.nn;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass is for: there is no hidden training flag.
 *
 * @param training whether dropout drops and batch statistics move
 * @param random the source of a step's random numbers, from which a posterior is sampled; null of inference
 * @param labels what is known of each sample, [N, L], 1 for its label, of one without any 0 everywhere; null for nothing
 */
public record Pass(
        boolean training,
        @Nullable Generator random,
        @Nullable Tensor labels) {

    private static final Pass INFERENCE = new Pass(false, null);

    /** Of samples without labels. */
    public Pass(boolean training, @Nullable Generator random) {
        this(training, random, null);
    }

    /** The same, of samples with labels. */
    public Pass withLabels(@Nullable Tensor newLabels) {
        return new Pass(training, random, newLabels);
    }

    /** The pass of a trained model: deterministic. */
    public static Pass inference() {
        return INFERENCE;
    }

    public static Pass training(Generator random) {
        return new Pass(true, random);
    }

    /** A trained model whose posterior is sampled: what a bound on the likelihood needs. */
    public static Pass validation(Generator random) {
        return new Pass(false, random);
    }

    /** Whether a posterior is sampled; else its mean is taken. */
    public boolean samples() {
        return random != null;
    }

    /** The step's generator. */
    public Generator generator() {
        if (random == null) {
            throw new IllegalStateException("a pass of inference draws no random numbers");
        }
        return random;
    }
}

package io.diabolo.model;

import io.diabolo.corrupt.Example;
import io.diabolo.nn.Pass;

/** What a training minimises. */
public interface Objective {

    /**
     * The loss of one batch.
     *
     * @param step counted from 0
     */
    LossTerms loss(Autoencoder model, Example example, Pass pass, long step);

    /** Called after the optimiser's step: for what is not learned by gradients. */
    default void afterStep() {}

    /** The model's own distortion plus the penalties of its bottleneck: plain, denoising and variational training. */
    static Objective standard() {
        return new DistortionObjective();
    }
}

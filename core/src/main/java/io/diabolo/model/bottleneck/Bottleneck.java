package io.diabolo.model.bottleneck;

import io.diabolo.model.LossTerms;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Pass;
import java.util.List;

/** Turns the encoder's features into the latent, and says what that costs. */
public interface Bottleneck {

    /** The step of a model whose training is over. */
    long TRAINED = Long.MAX_VALUE;

    /**
     * @param features [N, F], the encoder's output
     * @param step the training step, for penalties that warm up; {@link #TRAINED} when a trained model is used
     * @return the latent [N, D] and its penalties
     */
    Latent compress(Tensor features, Pass pass, long step);

    /**
     * What comes out of a bottleneck.
     *
     * @param code [N, D], what the decoder eats
     * @param penalties added to the distortion
     */
    record Latent(Tensor code, List<Penalty> penalties) {}

    /**
     * A cost of the latent.
     *
     * @param name as in {@link LossTerms.Part}
     * @param perExample [N]
     * @param weight its factor in the loss, at this step
     */
    record Penalty(String name, Tensor perExample, double weight) {}
}

package io.diabolo.model.bottleneck;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the encoder's features into the latent, and says what that costs. */
public interface Bottleneck {

    /** The step of a model whose training is over. */
    long TRAINED = Long.MAX_VALUE;

    /**
     * @param features [N, F] or [N, C, *S], the encoder's output
     * @param step the training step, for penalties that warm up; {@link #TRAINED} when a trained model is used
     * @return the latent [N, D] (or [N, D, *S] of a bottleneck that keeps the space) and its penalties
     */
    Latent compress(Tensor features, Pass pass, long step);

    /** Where the latent comes from before a sample is seen; empty where one cannot sample. */
    default Optional<Density> prior() {
        return Optional.empty();
    }

    /**
     * Called after the optimiser's step: for what is not learned by gradients, for example a codebook. What all shares of a
     * batch must add to it is in {@link io.diabolo.nn.Parameters#stepSum}.
     */
    default void afterStep() {}

    /**
     * What comes out of a bottleneck.
     *
     * @param code what the decoder eats
     * @param penalties added to the distortion
     * @param probability of the code; null of a bottleneck without a posterior
     */
    record Latent(
            Tensor code, List<Penalty> penalties, @Nullable Probability probability) {

        /** [N * S, D], the code at each position of each sample; [N, D] where there is no space. */
        public Tensor vectors() {
            return Vectors.of(code);
        }

        /** [N], the logarithm of the prior's density at the code. */
        public Tensor logPrior() {
            return probability().prior().logDensity(code);
        }

        /** [N], the logarithm of the posterior's density at the code. */
        public Tensor logPosterior() {
            return probability().posterior().logDensity(code);
        }

        @Override
        public Probability probability() {
            if (probability == null) {
                throw new IllegalStateException("this bottleneck has no posterior");
            }
            return probability;
        }
    }

    /** The densities that a code is drawn from: given the sample, and given nothing. */
    record Probability(Density posterior, Density prior) {}

    /**
     * A cost of the latent, or something to watch.
     *
     * @param name as in {@link io.diabolo.model.LossTerms.Part}
     * @param values [N], or a scalar of the whole batch or of the bottleneck itself
     * @param weight its factor in the loss, at this step; 0 for what is only watched
     * @param guard says when it tells of a failure; null for never
     */
    record Penalty(
            String name,
            Tensor values,
            double weight,
            @Nullable Guard guard) {}

    /**
     * A penalty whose mean falls below a limit tells of a failure.
     *
     * @param warning what is wrong, and what to change
     */
    record Guard(double limit, String warning) {}
}

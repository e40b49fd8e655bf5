package io.diabolo.model.bottleneck;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.Collections;
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
     * @param probability of what is drawn of the code; null of a bottleneck without a posterior
     * @param condition what stands behind that in the code, [N, L], and is given; null for nothing
     */
    record Latent(
            Tensor code,
            List<Penalty> penalties,
            @Nullable Probability probability,
            @Nullable Tensor condition) {

        /** Of a bottleneck without a condition. */
        public Latent(Tensor code, List<Penalty> penalties, @Nullable Probability probability) {
            this(code, penalties, probability, null);
        }

        /** [N * S, D], the code at each position of each sample, without the condition; [N, D] where there is no space. */
        public Tensor vectors() {
            return condition == null ? Vectors.of(code) : code.narrow(1, 0, code.size(1) - condition.size(1));
        }

        /**
         * Codes of other draws for the same samples.
         *
         * @param drawn [k * N, D], one whole batch after the other
         * @return what the decoder eats, with the condition behind it
         */
        public Tensor complete(Tensor drawn) {
            if (condition == null) {
                return drawn;
            }
            int times = Math.toIntExact(drawn.size(0) / condition.size(0));
            List<Tensor> repeated = new ArrayList<>(Collections.nCopies(times, condition));
            return Tensor.concat(List.of(drawn, Tensor.concat(repeated, 0)), 1);
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

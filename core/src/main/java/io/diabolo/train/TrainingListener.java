package io.diabolo.train;

import io.diabolo.model.LossTerms;
import java.util.List;

/** Sees a training go by: progress, curves, checkpoints. Called on the training thread, between steps. */
public interface TrainingListener {

    /**
     * Before the first step.
     *
     * @param startStep the step to begin with, above 0 where a training resumes
     * @param totalSteps the last step if nothing stops the training early
     * @param trainParts the names of the training loss and its parts
     * @param validationParts those of the validation
     */
    default void started(long startStep, long totalSteps, List<String> trainParts, List<String> validationParts) {}

    /**
     * After each step.
     *
     * @param step how many steps are done
     * @param loss of this step's batch
     * @param examples in this step's batch
     */
    default void stepped(long step, double loss, int examples) {}

    /** After each validation; the first is before the first step, but for a training that resumes. */
    default void validated(Trainer trainer, Validation validation) {}

    /** Something looks wrong, but the training goes on; said once. */
    default void warned(String message) {}

    /** After the last step, also when the training was interrupted. */
    default void finished(Trainer trainer, TrainingResult result) {}

    /**
     * A point of the curves.
     *
     * @param epoch passes over the data, a fraction
     * @param step how many steps are done
     * @param seconds spent training, over all sessions
     * @param imagesPerSecond since the last validation; NaN before the first step
     * @param learningRate of the last step, or before it of the first
     * @param train the loss, then its parts: means since the last validation; NaN before the first step
     * @param validation the loss, then its parts, over the validation data
     * @param best whether this is the best validation loss so far
     */
    record Validation(
            double epoch,
            long step,
            double seconds,
            double imagesPerSecond,
            double learningRate,
            List<Double> train,
            List<Double> validation,
            boolean best) {}

    /** The names of a loss's parts, {@code loss} first. */
    static List<String> names(LossTerms terms) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("loss"),
                        terms.parts().stream().map(LossTerms.Part::name))
                .toList();
    }
}

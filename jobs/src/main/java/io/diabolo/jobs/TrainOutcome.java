package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.train.TrainingResult;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training.
 *
 * @param model the folder
 * @param training how it ended
 * @param test the model on the test part; null for a training that was stopped, which can be continued
 * @param picture the file with test samples and their reconstructions; null where samples are no pictures
 */
public record TrainOutcome(
        String model,
        TrainingResult training,
        @Nullable TestResult test,
        @Nullable String picture) implements Serializable {

    /** A share of all steps that the best may lie before the last and be no sign of anything. */
    private static final double LATE = 0.3;

    /** How the validation loss went, in a sentence where it did not fall to the end; empty else. */
    public String course() {
        long after = training.steps() - training.bestStep();
        if (interrupted() || after <= LATE * training.steps()) {
            return "";
        }
        return training.bestStep() == 0
                ? "No step made it better than what it began with: lower the learning rate, or give it more samples."
                : "It was best at step %,d and no better in the %,d steps behind it, which learned the training samples by heart: more samples would help, more steps would not."
                        .formatted(training.bestStep(), after);
    }

    /** Whether it was stopped, and can be continued. */
    @JsonIgnore
    public boolean interrupted() {
        return training.reason() == TrainingResult.Reason.INTERRUPTED;
    }
}

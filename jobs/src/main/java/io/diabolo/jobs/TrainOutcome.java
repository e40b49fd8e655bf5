package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.train.TrainingResult;
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
        @Nullable String picture) {

    /** Whether it was stopped, and can be continued. */
    @JsonIgnore
    public boolean interrupted() {
        return training.reason() == TrainingResult.Reason.INTERRUPTED;
    }
}

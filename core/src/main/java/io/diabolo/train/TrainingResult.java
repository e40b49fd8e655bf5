package io.diabolo.train;

import java.io.Serializable;
import java.util.List;

/**
 * How a training ended. The model holds the weights of the best validation.
 *
 * @param steps done, over all sessions
 * @param epochs passes over the data, a fraction
 * @param seconds spent training, over all sessions
 * @param imagesPerSecond examples trained on, divided by those seconds
 * @param initialValidationLoss before the first step
 * @param bestValidationLoss of the weights that were kept
 * @param bestStep when they were reached
 * @param reason why it ended
 * @param warnings what the guards said
 */
public record TrainingResult(
        long steps,
        double epochs,
        double seconds,
        double imagesPerSecond,
        double initialValidationLoss,
        double bestValidationLoss,
        long bestStep,
        Reason reason,
        List<String> warnings)
        implements Serializable {

    /** Why a training ended. */
    public enum Reason {
        /** All steps of the plan are done. */
        COMPLETED,
        /** The validation loss no longer improved. */
        STOPPED_EARLY,
        /** Somebody asked it to stop; the last state can be resumed. */
        INTERRUPTED
    }
}

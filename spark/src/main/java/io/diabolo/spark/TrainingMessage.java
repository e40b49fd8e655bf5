package io.diabolo.spark;

import io.diabolo.jobs.TrainOutcome;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What workers that train tell the driver. The answer is whether they are to stop. */
sealed interface TrainingMessage extends Serializable {

    /** How often the training was begun or continued by then, from 1; messages of an earlier attempt count no longer. */
    int attempt();

    /** A remark for the user. */
    record Note(int attempt, String text) implements TrainingMessage {}

    /** How far the training is. */
    record Step(int attempt, long step, long total) implements TrainingMessage {}

    /**
     * A part of a file; the parts of a file come in their order, one file after the other.
     *
     * @param name of the file, in no folder
     * @param offset of the part in the file
     */
    record Piece(int attempt, String name, long offset, Bytes bytes) implements TrainingMessage {}

    /** The files that came are a checkpoint. */
    record CheckpointSent(int attempt) implements TrainingMessage {}

    /** The training is over, or was stopped and its checkpoint was sent; else the files that came are the model. */
    record Finished(int attempt, TrainOutcome outcome) implements TrainingMessage {}

    /** A worker does nothing more. */
    record Ended(int attempt, int worker, @Nullable RuntimeException failure) implements TrainingMessage {}

    /** Bytes that nobody changes. */
    final class Bytes implements Serializable {

        private static final long serialVersionUID = 1;

        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        byte[] content() {
            return content;
        }
    }
}

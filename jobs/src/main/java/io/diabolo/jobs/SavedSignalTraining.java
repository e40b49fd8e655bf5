package io.diabolo.jobs;

import io.diabolo.model.RestorerConfig;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the training of a denoiser of signals follows from: {@code checkpoint.json} beside a checkpoint,
 * {@code training.json} beside the model that came of it.
 *
 * @param signals the data and how it is read
 * @param architecture of the model
 * @param plan of the training
 * @param command the arguments of {@code ./diabolo}, for the reader
 */
record SavedSignalTraining(DataChoice signals, RestorerConfig architecture, TrainingPlan plan, List<String> command) {

    SavedSignalTraining {
        command = List.copyOf(command);
    }

    /** The same training, whichever way it was written down. */
    boolean sameAs(SavedSignalTraining other) {
        return equals(new SavedSignalTraining(other.signals, other.architecture, other.plan, command));
    }

    static Optional<SavedSignalTraining> read(Path folder, String name) {
        return SavedRequests.find(folder.resolve(name), "signals", SavedSignalTraining.class);
    }
}

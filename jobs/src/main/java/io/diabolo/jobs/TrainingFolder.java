package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;

/** What a folder holds, before a training is begun in it. */
public final class TrainingFolder {

    private TrainingFolder() {}

    /**
     * The unfinished training in a folder, in words.
     *
     * @return {@code "my-model holds an unfinished training (step 10 of 100)"}, or empty where there is none to continue
     */
    public static Optional<String> unfinished(Path folder) {
        if (!Checkpoint.exists(folder)
                || SavedTraining.read(folder, SavedTraining.UNFINISHED).isEmpty()) {
            return Optional.empty();
        }
        Checkpoint at = Checkpoint.describe(folder);
        return Optional.of(
                "%s holds an unfinished training (step %,d of %,d)".formatted(folder, at.step(), at.totalSteps()));
    }

    /**
     * The training to continue; empty for a new one.
     *
     * @throws BadInputException if what the folder holds is not what the request expects
     */
    static Optional<SavedTraining> decide(Output output) {
        Path folder = output.path();
        Optional<SavedTraining> saved =
                Checkpoint.exists(folder) ? SavedTraining.read(folder, SavedTraining.UNFINISHED) : Optional.empty();
        switch (output.existing()) {
            case RESUME -> {
                if (saved.isEmpty()) {
                    throw new BadInputException(
                            "%s holds no unfinished training to resume: leave --resume out".formatted(folder));
                }
                return saved;
            }
            case REFUSE -> requireFree(folder);
            case REPLACE -> {}
        }
        return Optional.empty();
    }

    private static void requireFree(Path folder) {
        unfinished(folder).ifPresent(what -> {
            throw new BadInputException(what + ": --resume continues it, --force starts anew");
        });
        if (Checkpoint.exists(folder)) {
            throw new BadInputException(
                    "%s holds the checkpoint of a training that another program began: choose another --out, or replace it with --force"
                            .formatted(folder));
        }
        if (ModelFolder.exists(folder)) {
            throw new BadInputException(
                    "%s holds a model: choose another --out, or replace it with --force".formatted(folder));
        }
    }
}

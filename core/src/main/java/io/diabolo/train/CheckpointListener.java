package io.diabolo.train;

import io.diabolo.error.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a checkpoint every so often and when a training is interrupted; removes it when the training is done. */
public final class CheckpointListener implements TrainingListener {

    private final Path folder;
    private final Checkpoint training;
    private final double everySeconds;
    private double lastSaved;

    /** @param everySeconds of training, at the next validation */
    public CheckpointListener(Path folder, Checkpoint training, double everySeconds) {
        this.folder = folder;
        this.training = training;
        this.everySeconds = everySeconds;
    }

    @Override
    public void validated(Trainer trainer, Validation validation) {
        if (validation.seconds() - lastSaved >= everySeconds) {
            lastSaved = validation.seconds();
            save(trainer, validation.step());
        }
    }

    @Override
    public void finished(Trainer trainer, TrainingResult result) {
        if (result.reason() == TrainingResult.Reason.INTERRUPTED) {
            save(trainer, result.steps());
        }
    }

    /** Removes the checkpoint, once the model is saved. */
    public static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(Checkpoint.FILE));
        } catch (IOException e) {
            throw new OutputException("%s cannot be removed: %s".formatted(folder.resolve(Checkpoint.FILE), e), e);
        }
    }

    private void save(Trainer trainer, long step) {
        Checkpoint.save(
                folder,
                trainer,
                new Checkpoint(
                        training.plan(), training.architecture(), training.dataHash(), step, training.totalSteps()));
    }
}

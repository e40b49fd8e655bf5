package io.diabolo.jobs;

import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.CheckpointListener;
import io.diabolo.train.HistoryListener;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;

/**
 * A training that can be stopped and continued: {@code checkpoint.safetensors}, {@code checkpoint.json} (all that it follows
 * from) and {@code history.csv} in its folder.
 *
 * @param folder of the training
 * @param description what a checkpoint must agree with
 * @param everySeconds how often a checkpoint is written
 */
record CheckpointedTraining(Path folder, Checkpoint description, double everySeconds) {

    /**
     * Trains until the end, or until somebody stops it.
     *
     * @param resumes whether the folder's checkpoint is continued; else it is removed
     * @param saved the record from which the training can be continued
     * @param own listeners beside those of {@code control}
     */
    TrainingResult fit(Trainer trainer, boolean resumes, Object saved, JobControl control, List<TrainingListener> own) {
        if (resumes) {
            Checkpoint.restore(folder, trainer, description);
        } else {
            CheckpointListener.remove(folder);
            AtomicFiles.writeString(folder.resolve(SavedTraining.UNFINISHED), Json.text(saved) + "\n");
        }
        try (HistoryListener history = new HistoryListener(folder)) {
            control.training().forEach(trainer::listen);
            own.forEach(trainer::listen);
            return trainer.listen(history)
                    .listen(new CheckpointListener(folder, description, everySeconds))
                    .stopWhen(control.stop())
                    .fit();
        }
    }
}

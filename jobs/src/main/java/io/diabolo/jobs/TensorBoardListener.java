package io.diabolo.jobs;

import io.diabolo.train.TensorBoardLog;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the curves for TensorBoard, where the user asks for it. */
final class TensorBoardListener implements TrainingListener, AutoCloseable {

    private final @Nullable TensorBoardLog log;
    private List<String> train = List.of();
    private List<String> validation = List.of();

    TensorBoardListener(boolean wanted, Path folder) {
        log = wanted ? TensorBoardLog.open(folder.resolve("tensorboard")) : null;
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> trainParts, List<String> validationParts) {
        train = List.copyOf(trainParts);
        validation = List.copyOf(validationParts);
    }

    @Override
    public void validated(Trainer trainer, Validation point) {
        if (log == null) {
            return;
        }
        for (int i = 0; i < train.size(); i++) {
            log.scalar("train/" + train.get(i), point.step(), point.train().get(i));
        }
        for (int i = 0; i < validation.size(); i++) {
            log.scalar(
                    "validation/" + validation.get(i),
                    point.step(),
                    point.validation().get(i));
        }
        log.scalar("learning_rate", point.step(), point.learningRate());
        log.scalar("images_per_second", point.step(), point.imagesPerSecond());
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}

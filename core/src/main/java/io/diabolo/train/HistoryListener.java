package io.diabolo.train;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes {@code history.csv}: a row a validation, every part of the loss for training and validation. */
public final class HistoryListener implements TrainingListener, AutoCloseable {

    /** Its name in a training's folder. */
    public static final String FILE = "history.csv";

    private final Path file;
    private @Nullable HistoryCsv csv;

    public HistoryListener(Path folder) {
        file = folder.resolve(FILE);
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
        List<String> columns = Stream.concat(
                        train.stream().map(part -> "train_" + part),
                        validation.stream().map(part -> "validation_" + part))
                .toList();
        csv = startStep == 0 ? HistoryCsv.create(file, columns) : HistoryCsv.resume(file, columns, startStep);
    }

    @Override
    public void validated(Trainer trainer, Validation point) {
        if (csv != null) {
            csv.append(new HistoryCsv.Row(
                    (long) Math.ceil(point.epoch()),
                    point.step(),
                    point.seconds(),
                    point.imagesPerSecond(),
                    point.learningRate(),
                    Stream.concat(point.train().stream(), point.validation().stream())
                            .toList()));
        }
    }

    @Override
    public void close() {
        if (csv != null) {
            csv.close();
        }
    }
}

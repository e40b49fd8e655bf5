package io.diabolo.jobs;

import io.diabolo.image.Picture;
import io.diabolo.train.TensorBoardLog;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Writes the curves for TensorBoard, and a few times a sheet of reconstructions, where the user asks for it. */
final class TensorBoardListener implements TrainingListener, AutoCloseable {

    /** Behind the sheet before the first step. */
    private static final int SHEETS = 5;

    private final @Nullable TensorBoardLog log;
    private final Supplier<Optional<Picture>> sheet;
    private List<String> train = List.of();
    private List<String> validation = List.of();
    private long total;
    private long nextSheet;

    /** @param sheet of the model as it is, what it is shown above what it gives back; empty for samples that are no pictures */
    TensorBoardListener(boolean wanted, Path folder, Supplier<Optional<Picture>> sheet) {
        log = wanted ? TensorBoardLog.open(folder.resolve("tensorboard")) : null;
        this.sheet = sheet;
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> trainParts, List<String> validationParts) {
        train = List.copyOf(trainParts);
        validation = List.copyOf(validationParts);
        total = totalSteps;
        nextSheet = startStep == 0 ? 0 : sheetAfter(startStep);
    }

    @Override
    public void validated(Trainer trainer, Validation point) {
        if (log == null) {
            return;
        }
        for (int i = 0; i < train.size(); i++) {
            scalar(log, "train/" + train.get(i), point.step(), point.train().get(i));
        }
        for (int i = 0; i < validation.size(); i++) {
            scalar(
                    log,
                    "validation/" + validation.get(i),
                    point.step(),
                    point.validation().get(i));
        }
        scalar(log, "learning_rate", point.step(), point.learningRate());
        scalar(log, "images_per_second", point.step(), point.imagesPerSecond());
        if (point.step() >= nextSheet) {
            nextSheet = sheetAfter(point.step());
            sheet.get().ifPresent(picture -> log.picture("reconstructions", point.step(), png(picture)));
        }
    }

    private long sheetAfter(long step) {
        return (step * SHEETS / total + 1) * total / SHEETS;
    }

    /** What is not known before the first step is left out. */
    private static void scalar(TensorBoardLog log, String tag, long step, double value) {
        if (!Double.isNaN(value) || step > 0) {
            log.scalar(tag, step, value);
        }
    }

    private static byte[] png(Picture picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture.toBufferedImage(), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG could not be written to memory", e);
        }
        return png.toByteArray();
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}

package io.diabolo.spark;

import io.diabolo.error.OutputException;
import io.diabolo.jobs.RemoteTraining;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the first worker reports to the driver while it trains: how far it is, remarks, each new checkpoint, the model. */
final class TrainingReports implements TrainingListener {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int PIECE = 4 << 20;

    private final int attempt;
    private final Path folder;
    private long total;
    private long told;
    private boolean stopWanted;
    private @Nullable FileTime sent;

    /** @param folder of the training on this machine */
    TrainingReports(int attempt, Path folder) {
        this.attempt = attempt;
        this.folder = folder;
        sent = written(); // the one that the training goes on from came from the driver
    }

    /** Whether the driver has said that the training is to stop. */
    boolean isStopWanted() {
        return stopWanted;
    }

    private void tell(TrainingMessage message) {
        stopWanted |= TrainingPlugin.tell(message);
    }

    void note(String text) {
        tell(new TrainingMessage.Note(attempt, text));
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
        total = totalSteps;
        tell(new TrainingMessage.Step(attempt, startStep, total));
    }

    @Override
    public void stepped(long step, double loss, int examples) {
        long now = System.nanoTime();
        if (now - told > EVERY_NANOS) {
            told = now;
            tell(new TrainingMessage.Step(attempt, step, total));
            sendCheckpoint();
        }
    }

    @Override
    public void validated(Trainer trainer, Validation point) {
        note("step %,d of %,d: validation %.5g"
                .formatted(point.step(), total, point.validation().get(0)));
    }

    @Override
    public void warned(String message) {
        note("warning: " + message);
    }

    /** Sends the checkpoint if the driver does not have it. */
    void sendCheckpoint() {
        FileTime now = written();
        if (now != null && !now.equals(sent)) {
            send(RemoteTraining.checkpoint(folder));
            tell(new TrainingMessage.CheckpointSent(attempt));
            sent = now;
        }
    }

    /** Sends what came of the training. */
    void finish(TrainOutcome outcome) {
        if (outcome.interrupted()) {
            sendCheckpoint();
        } else {
            send(RemoteTraining.model(folder));
        }
        tell(new TrainingMessage.Finished(attempt, outcome));
    }

    private @Nullable FileTime written() {
        Path file = folder.resolve(Checkpoint.FILE);
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) : null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void send(List<Path> files) {
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                long offset = 0;
                byte[] bytes = in.readNBytes(PIECE);
                do { // an empty file is sent too
                    tell(new TrainingMessage.Piece(
                            attempt, file.getFileName().toString(), offset, new TrainingMessage.Bytes(bytes)));
                    offset += bytes.length;
                    bytes = in.readNBytes(PIECE);
                } while (bytes.length > 0);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }

    private static OutputException unreadable(Path file, IOException e) {
        return new OutputException("%s cannot be read back: %s".formatted(file, e.getMessage()), e);
    }
}

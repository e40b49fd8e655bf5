package io.diabolo.spark;

import io.diabolo.engine.EngineException;
import io.diabolo.error.BadInputException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.NodeLostException;
import io.diabolo.error.OutputException;
import io.diabolo.file.FolderTree;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.RemoteTraining;
import io.diabolo.jobs.TrainOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the driver knows of a training on workers: it takes their messages, in whichever thread they come. */
final class TrainingInbox {

    /** As long as a file of weights may be. */
    private static final long LONGEST_FILE = 8L << 30;

    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]{0,99}");

    private final RemoteTraining training;
    private final JobControl control;
    private final Path incoming;
    private final Set<Integer> ended = new HashSet<>();
    private int attempt;
    private int workers;
    private boolean steps;
    private @Nullable RuntimeException failure;
    private @Nullable TrainOutcome outcome;

    /** @param incoming where files are put together; need not exist */
    TrainingInbox(RemoteTraining training, JobControl control, Path incoming) {
        this.training = training;
        this.control = control;
        this.incoming = incoming;
    }

    /** From now on only messages of one more attempt count; returns its number. */
    synchronized int begin(int count) {
        attempt++;
        workers = count;
        steps = false;
        ended.clear();
        clear(); // of what a worker sent that was killed meanwhile
        return attempt;
    }

    /** Whether workers are making steps, and so stop by themselves, with a checkpoint, once they hear that they should. */
    synchronized boolean isStepping() {
        return steps;
    }

    /** What came of it; null as long as the first worker has not said that. */
    synchronized @Nullable TrainOutcome outcome() {
        return outcome;
    }

    /** Waits for the last words of workers whose attempt failed: a checkpoint, a reason. Those that are dead say none. */
    synchronized void awaitEnds(long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (ended.size() < workers && System.nanoTime() < end) {
            wait(100);
        }
        steps = false;
    }

    /** Why it is of no use to try again; null where a worker was lost, or only the cluster knows. */
    synchronized @Nullable RuntimeException failure() {
        return failure;
    }

    /** Takes a message, and returns whether the training is to stop. */
    synchronized boolean take(TrainingMessage message) {
        if (message.attempt() != attempt) {
            return true;
        }
        try {
            act(message);
        } catch (RuntimeException e) {
            failure = e;
        }
        return failure != null || control.stop().getAsBoolean();
    }

    private void act(TrainingMessage message) {
        if (message instanceof TrainingMessage.Note note) {
            control.notes().accept(note.text());
        } else if (message instanceof TrainingMessage.Step step) {
            steps = true;
            control.progress().accept((double) step.step() / step.total());
        } else if (message instanceof TrainingMessage.Piece piece) {
            append(piece);
        } else if (message instanceof TrainingMessage.CheckpointSent) {
            training.keepCheckpoint(incoming);
            clear();
        } else if (message instanceof TrainingMessage.Finished finished) {
            if (!finished.outcome().interrupted()) {
                training.keepModel(incoming);
            }
            clear();
            outcome = finished.outcome();
        } else if (message instanceof TrainingMessage.Ended end) {
            end(end);
        }
    }

    private void end(TrainingMessage.Ended end) {
        ended.add(end.worker());
        notifyAll();
        RuntimeException reason = end.failure();
        boolean isFinal = reason instanceof EngineException
                || (reason instanceof DiaboloException && !(reason instanceof NodeLostException));
        if (isFinal && failure == null) {
            failure = reason;
        }
    }

    private void append(TrainingMessage.Piece piece) {
        if (!NAME.matcher(piece.name()).matches()) {
            throw new BadInputException("a worker sends a file with the name '%s'".formatted(piece.name()));
        }
        try {
            Files.createDirectories(incoming);
            Path file = incoming.resolve(piece.name());
            if (piece.offset() == 0) {
                Files.deleteIfExists(file);
            }
            long length = Files.exists(file) ? Files.size(file) : 0;
            byte[] bytes = piece.bytes().content();
            if (length != piece.offset() || length + bytes.length > LONGEST_FILE) {
                throw new BadInputException("a worker sends '%s' with a gap, or more than %,d GB"
                        .formatted(piece.name(), LONGEST_FILE >> 30));
            }
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new OutputException("what a worker sends cannot be written to %s: %s".formatted(incoming, e), e);
        }
    }

    private void clear() {
        try {
            if (Files.exists(incoming)) {
                FolderTree.delete(incoming);
            }
        } catch (IOException e) {
            throw new OutputException("%s cannot be emptied: %s".formatted(incoming, e), e);
        }
    }
}

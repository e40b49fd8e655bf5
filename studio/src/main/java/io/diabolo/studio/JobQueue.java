package io.diabolo.studio;

import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.SampleWatcher;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.jobs.TrainedFolders;
import io.diabolo.jobs.TrainingWish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Trainings one after the other, each with all threads. What is asked for is written down at once, so that after a kill the next
 * studio of the folder knows what was finished, and goes on with the rest.
 */
final class JobQueue implements AutoCloseable {

    private static final int ID_BYTES = 8;

    /** A step and a checkpoint take less. */
    private static final long PATIENCE_SECONDS = 110;

    private final Jobs jobs;
    private final Root root;
    private final JobFiles files;
    private final int most;
    private final Map<String, TrainingJob> known = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "training");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    /** @param most trainings that wait or run */
    JobQueue(Jobs jobs, Root root, int most) {
        this.jobs = jobs;
        this.root = root;
        this.most = most;
        files = new JobFiles(root);
        for (SavedJob saved : files.read()) {
            TrainingJob job = new TrainingJob(saved);
            known.put(saved.id(), job);
            if (!saved.state().isOver()) {
                takeUp(job);
            }
        }
    }

    /** A training that was killed before it could say how it ended, or before it began. */
    private void takeUp(TrainingJob job) {
        try {
            Path folder = folder(job.saved());
            if (TrainedFolders.isModel(folder) && !isUnfinished(folder)) {
                move(job, JobState.DONE, null);
            } else {
                job.move(JobState.QUEUED, null);
                worker.execute(() -> run(job));
            }
        } catch (RequestException e) {
            move(job, JobState.FAILED, Failures.of(e).message());
        }
    }

    private Path folder(SavedJob job) {
        return job.data() == null ? root.existing(job.name()) : root.fresh(job.name());
    }

    /**
     * Puts a training into the queue.
     *
     * @param name of the model's folder, which is new
     * @param data in the root, or the embedded pictures
     */
    TrainingJob train(String name, String data, TrainingWish wish) {
        Path folder = root.fresh(name);
        if (!data.equals(Names.GLYPHS)) {
            root.existing(data);
        }
        if (TrainedFolders.isModel(folder) || isUnfinished(folder)) {
            throw new RequestException(
                    RequestException.CONFLICT,
                    "'%s' is taken: choose another name, or delete it first".formatted(name));
        }
        return add(name, data, wish);
    }

    /** Goes on with a training that was stopped, here or on the command line. */
    TrainingJob resume(String name) {
        Path folder = root.existing(name);
        if (!isUnfinished(folder)) {
            throw new RequestException(
                    RequestException.CONFLICT, "'%s' holds no training that could be continued".formatted(name));
        }
        requireDataWithin(folder);
        return add(name, null, null);
    }

    private void requireDataWithin(Path folder) {
        TrainedFolders.data(folder).filter(data -> !root.holds(data)).ifPresent(data -> {
            throw new RequestException(
                    RequestException.FORBIDDEN,
                    "the data of this training is not in the folder that is shown: continue it on the command line");
        });
    }

    private synchronized TrainingJob add(String name, @Nullable String data, @Nullable TrainingWish wish) {
        List<SavedJob> waiting = known.values().stream()
                .map(TrainingJob::saved)
                .filter(job -> !job.state().isOver())
                .toList();
        if (waiting.stream().anyMatch(job -> job.name().equals(name))) {
            throw new RequestException(RequestException.CONFLICT, "'%s' is in the queue already".formatted(name));
        }
        if (waiting.size() >= most) {
            throw new RequestException(
                    RequestException.TOO_MANY, "%d trainings wait: let some of them end, or stop them".formatted(most));
        }
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        TrainingJob job = new TrainingJob(new SavedJob(
                HexFormat.of().formatHex(id), name, data, wish, JobState.QUEUED, System.currentTimeMillis(), null));
        files.write(job.saved());
        known.put(job.id(), job);
        worker.execute(() -> run(job));
        return job;
    }

    /** All that are known, oldest first. */
    synchronized List<TrainingJob> all() {
        return new ArrayList<>(known.values());
    }

    /** @throws RequestException if there is none of that id */
    TrainingJob find(String id) {
        TrainingJob job;
        synchronized (this) {
            job = known.get(id);
        }
        if (job == null) {
            throw RequestException.notFound("there is no training '%s'".formatted(Text.shown(id)));
        }
        if (!job.hasPoints() && job.saved().state().isOver()) {
            job.remember(files.history(root.folder().resolve(job.saved().name())));
        }
        return job;
    }

    /** Stops a training: at once one that waits, with a checkpoint one that runs. */
    void stop(TrainingJob job) {
        synchronized (job) {
            if (job.saved().state() == JobState.QUEUED) {
                move(job, JobState.STOPPED, null);
            } else {
                job.stop();
            }
        }
    }

    /** Goes on with a training of the queue that was stopped, or begins it anew if it had not begun. */
    TrainingJob again(TrainingJob job) {
        SavedJob saved = job.saved();
        if (!saved.state().isOver()) {
            throw new RequestException(RequestException.CONFLICT, "'%s' has not ended".formatted(saved.name()));
        }
        String data = saved.data();
        TrainingWish wish = saved.wish();
        boolean begun = isUnfinished(root.folder().resolve(saved.name()));
        return begun || data == null || wish == null ? resume(saved.name()) : train(saved.name(), data, wish);
    }

    /** Whether a training waits for, or writes into, a folder. */
    boolean uses(String name) {
        return all().stream()
                .map(TrainingJob::saved)
                .anyMatch(job -> !job.state().isOver() && job.name().equals(name));
    }

    private void move(TrainingJob job, JobState state, @Nullable String error) {
        job.move(state, error);
        files.write(job.saved());
    }

    private void run(TrainingJob job) {
        if (closing) {
            return; // It is written down, and begins with the next studio.
        }
        try {
            synchronized (job) {
                if (job.saved().state().isOver()) {
                    return; // Somebody stopped it while it waited.
                }
                move(job, JobState.RUNNING, null);
            }
            TrainOutcome outcome = jobs.train(request(job.saved()), control(job));
            job.ended(outcome);
            if (!outcome.interrupted()) {
                move(job, JobState.DONE, null);
            } else if (!closing) {
                move(job, JobState.STOPPED, null);
            }
        } catch (CancellationException e) {
            if (!closing) {
                move(job, JobState.STOPPED, null);
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // Whatever becomes of one training, the others and the server go on.
            move(job, JobState.FAILED, root.relative(Failures.of(e).message()));
        }
    }

    private TrainRequest request(SavedJob job) {
        Path folder = folder(job);
        TrainingWish wish = job.wish() == null ? TrainingWish.auto() : job.wish();
        if (isUnfinished(folder)) {
            requireDataWithin(folder);
            TrainRequest saved = TrainRequest.into(folder);
            return saved.with(saved.output().with(Output.Existing.RESUME));
        }
        String data = job.data();
        return wish.into(folder, data == null || data.equals(Names.GLYPHS) ? null : root.existing(data));
    }

    private static boolean isUnfinished(Path folder) {
        return Files.isDirectory(folder) && TrainedFolders.isUnfinished(folder);
    }

    private JobControl control(TrainingJob job) {
        return JobControl.none()
                .withNotes(note -> job.noted(root.relative(note)))
                .withTraining(new JobListener(job))
                .withStop(() -> closing || job.stopping())
                .withSamples(new SampleWatcher() {
                    @Override
                    public void reference(double loss) {
                        job.compared(loss);
                    }

                    @Override
                    public void reconstructed(Reconstructions shown) {
                        job.showed(shown);
                    }
                });
    }

    /** Stops what runs with a checkpoint and waits for that; what waits stays written down. */
    @Override
    public void close() {
        closing = true;
        worker.shutdown();
        try {
            worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all().stream().filter(job -> !job.saved().state().isOver()).forEach(job -> job.move(JobState.STOPPED, null));
    }
}

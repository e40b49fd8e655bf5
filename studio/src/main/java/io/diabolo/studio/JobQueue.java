package io.diabolo.studio;

import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.StudyWish;
import io.diabolo.jobs.TrainedFolders;
import io.diabolo.jobs.Wish;
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
 * Trainings, studies and fits of detectors, one after the other, each with all threads. What is asked for is written down at once, so that after a kill the next
 * studio of the folder knows what was finished, and goes on with the rest.
 */
final class JobQueue implements AutoCloseable {

    private static final int ID_BYTES = 8;

    /** A step and a checkpoint take less. */
    private static final long PATIENCE_SECONDS = 110;

    private final Work work;
    private final Root root;
    private final JobFiles files;
    private final int most;
    private final Map<String, QueuedJob> known = new LinkedHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "training");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    /** @param most jobs that wait or run */
    JobQueue(Jobs jobs, Root root, int most) {
        work = new Work(jobs, root);
        this.root = root;
        this.most = most;
        files = new JobFiles(root);
        for (SavedJob saved : files.read()) {
            QueuedJob job = new QueuedJob(saved);
            known.put(saved.id(), job);
            if (!saved.state().isOver()) {
                takeUp(job);
            }
        }
    }

    /** A job that was killed before it could say how it ended, or before it began. */
    private void takeUp(QueuedJob job) {
        try {
            Path folder = folder(job.saved());
            if (Work.isDone(folder)) {
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
     * Puts a job into the queue.
     *
     * @param name of the folder that it fills, which is new
     * @param data in the root, or the embedded pictures
     */
    QueuedJob start(String name, String data, Wish wish) {
        Path folder = root.fresh(name);
        if (!data.equals(Names.GLYPHS)) {
            root.existing(data);
        }
        if (Work.isDone(folder) || Work.isUnfinished(folder)) {
            throw new RequestException(
                    RequestException.CONFLICT,
                    "'%s' is taken: choose another name, or delete it first".formatted(name));
        }
        return add(name, data, wish);
    }

    /** Goes on with a training or a study that was stopped, here or on the command line. */
    QueuedJob resume(String name) {
        Path folder = root.existing(name);
        if (!Work.isUnfinished(folder)) {
            throw new RequestException(
                    RequestException.CONFLICT, "'%s' holds nothing that could be continued".formatted(name));
        }
        work.requireDataWithin(folder);
        return add(name, null, TrainedFolders.isUnfinishedStudy(folder) ? StudyWish.auto() : null);
    }

    private synchronized QueuedJob add(String name, @Nullable String data, @Nullable Wish wish) {
        List<SavedJob> waiting = known.values().stream()
                .map(QueuedJob::saved)
                .filter(job -> !job.state().isOver())
                .toList();
        if (waiting.stream().anyMatch(job -> job.name().equals(name))) {
            throw new RequestException(RequestException.CONFLICT, "'%s' is in the queue already".formatted(name));
        }
        if (waiting.size() >= most) {
            throw new RequestException(
                    RequestException.TOO_MANY, "%d jobs wait: let some of them end, or stop them".formatted(most));
        }
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        QueuedJob job = new QueuedJob(new SavedJob(
                HexFormat.of().formatHex(id), name, data, wish, JobState.QUEUED, System.currentTimeMillis(), null));
        files.write(job.saved());
        known.put(job.id(), job);
        worker.execute(() -> run(job));
        return job;
    }

    /** All that are known, oldest first. */
    synchronized List<QueuedJob> all() {
        return new ArrayList<>(known.values());
    }

    /** @throws RequestException if there is none of that id */
    QueuedJob find(String id) {
        QueuedJob job;
        synchronized (this) {
            job = known.get(id);
        }
        if (job == null) {
            throw RequestException.notFound("there is no job '%s'".formatted(Text.shown(id)));
        }
        if (!job.hasPoints() && job.saved().state().isOver()) {
            job.remember(files.history(root.folder().resolve(job.saved().name())));
        }
        return job;
    }

    /** Stops a job: at once one that waits, with a checkpoint one that runs. */
    void stop(QueuedJob job) {
        synchronized (job) {
            if (job.saved().state() == JobState.QUEUED) {
                move(job, JobState.STOPPED, null);
            } else {
                job.stop();
            }
        }
    }

    /** Goes on with a job of the queue that was stopped, or begins it anew if it had not begun. */
    QueuedJob again(QueuedJob job) {
        SavedJob saved = job.saved();
        if (!saved.state().isOver()) {
            throw new RequestException(RequestException.CONFLICT, "'%s' has not ended".formatted(saved.name()));
        }
        String data = saved.data();
        Wish wish = saved.wish();
        boolean begun = Work.isUnfinished(root.folder().resolve(saved.name()));
        if (data == null || wish == null) {
            return resume(saved.name());
        }
        return begun ? add(saved.name(), data, wish) : start(saved.name(), data, wish);
    }

    /** Whether a job waits for, or writes into, a folder. */
    boolean uses(String name) {
        return all().stream()
                .map(QueuedJob::saved)
                .anyMatch(job -> !job.state().isOver() && job.name().equals(name));
    }

    private void move(QueuedJob job, JobState state, @Nullable String error) {
        job.move(state, error);
        files.write(job.saved());
    }

    private void run(QueuedJob job) {
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
            boolean interrupted = work.run(job, folder(job.saved()), control(job));
            if (!interrupted) {
                move(job, JobState.DONE, null);
            } else if (!closing) {
                move(job, JobState.STOPPED, null);
            }
        } catch (CancellationException e) {
            if (!closing) {
                move(job, JobState.STOPPED, null);
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // Whatever becomes of one job, the others and the server go on.
            move(job, JobState.FAILED, root.relative(Failures.of(e).message()));
        }
    }

    private JobControl control(QueuedJob job) {
        return JobControl.none()
                .withNotes(note -> job.noted(root.relative(note)))
                .withStop(() -> closing || job.stopping());
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

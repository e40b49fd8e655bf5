package io.diabolo.studio;

import io.diabolo.study.RunResult;
import io.diabolo.study.StudyListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells those who watch how a study goes: each of its trainings when it begins and ends, and once a second how far it is. */
final class StudyWatcher implements StudyListener {

    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final QueuedJob job;
    private final Map<RunResult.Key, Long> totals = new HashMap<>();
    private final Map<RunResult.Key, Long> shownNanos = new HashMap<>();
    private int all;
    private int over;

    StudyWatcher(QueuedJob job) {
        this.job = job;
    }

    @Override
    public void started(List<RunResult.Key> keys, List<RunResult> done) {
        all = keys.size();
        keys.forEach(key -> job.ran(underWay(key, JobState.QUEUED, 0)));
        done.forEach(result -> job.ran(ended(result)));
        over = done.size();
        job.began(over, all);
    }

    @Override
    public void runStarted(RunResult.Key run, long step, long totalSteps) {
        totals.put(run, totalSteps);
        show(run, step);
    }

    @Override
    public void stepped(RunResult.Key run, long step) {
        if (System.nanoTime() - shownNanos.getOrDefault(run, 0L) >= INTERVAL_NANOS) {
            show(run, step);
        }
    }

    private void show(RunResult.Key run, long step) {
        shownNanos.put(run, System.nanoTime());
        job.ran(underWay(run, JobState.RUNNING, (double) step / totals.getOrDefault(run, step + 1)));
    }

    @Override
    public void runFinished(RunResult result) {
        job.ran(ended(result));
        over++;
        job.began(over, all);
    }

    private static QueuedJob.Run underWay(RunResult.Key key, JobState state, double share) {
        return new QueuedJob.Run(key.model(), key.latent(), key.seed(), state, share, null, null, null);
    }

    private static QueuedJob.Run ended(RunResult result) {
        RunResult.Key key = result.key();
        return new QueuedJob.Run(
                key.model(),
                key.latent(),
                key.seed(),
                result.ok() ? JobState.DONE : JobState.FAILED,
                1,
                JobListener.finite(result.test().mse()),
                JobListener.finite(result.training().seconds()),
                result.ok() ? null : result.reason());
    }
}

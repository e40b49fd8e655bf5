package io.diabolo.studio;

import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells those who watch how a training goes: each validation, and twice a second how far it is. */
final class JobListener implements TrainingListener {

    private static final long INTERVAL_NANOS = 500_000_000;

    /** How fast the shown loss forgets: about the mean of the last fifty steps. */
    private static final double SMOOTHING = 0.04;

    private static final double NANOS = 1e9;

    private final QueuedJob job;
    private final boolean curves;
    private long startNanos;
    private long shownNanos;
    private long startStep;
    private long total;
    private long samples;
    private double loss = Double.NaN;

    private JobListener(QueuedJob job, boolean curves) {
        this.job = job;
        this.curves = curves;
    }

    /** Of a training. */
    static JobListener withCurves(QueuedJob job) {
        return new JobListener(job, true);
    }

    /** Of several trainings, one after the other, whose curves would be drawn over each other. */
    static JobListener withoutCurves(QueuedJob job) {
        return new JobListener(job, false);
    }

    @Override
    public void started(long start, long totalSteps, List<String> train, List<String> validation) {
        startStep = start;
        total = totalSteps;
        startNanos = System.nanoTime();
        shownNanos = startNanos;
        job.began(start, totalSteps);
    }

    @Override
    public void stepped(long step, double stepLoss, int examples) {
        loss = Double.isNaN(loss) ? stepLoss : loss + SMOOTHING * (stepLoss - loss);
        samples += examples;
        long now = System.nanoTime();
        if (now - shownNanos >= INTERVAL_NANOS || step == total) {
            shownNanos = now;
            double seconds = (now - startNanos) / NANOS;
            job.progressed(new QueuedJob.Progress(
                    step,
                    total,
                    finite(loss),
                    finite(samples / seconds),
                    finite(seconds / (step - startStep) * (total - step))));
        }
    }

    @Override
    public void validated(Trainer trainer, Validation point) {
        if (!curves) {
            return;
        }
        job.measured(new QueuedJob.Point(
                point.seconds(),
                point.step(),
                finite(point.train().get(0)),
                point.validation().get(0)));
    }

    @Override
    public void warned(String message) {
        job.noted(message);
    }

    /** JSON has no other numbers. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

package io.diabolo.cli;

import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingResult;
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar on a terminal, a line a validation elsewhere, nothing where the user wants quiet. */
final class ProgressListener implements TrainingListener, AutoCloseable {

    private static final int INTERVAL_MILLIS = 250;

    /** How fast the shown loss forgets: about the mean of the last hundred steps. */
    private static final double SMOOTHING = 0.02;

    private final Session session;
    private final CommonOptions common;
    private @Nullable ProgressBar bar;
    private long startStep;
    private long total;
    private long examples;
    private double loss = Double.NaN;
    private double validationLoss = Double.NaN;
    private long startNanos;
    private long shownNanos;

    ProgressListener(Session session, CommonOptions common) {
        this.session = session;
        this.common = common;
    }

    @Override
    public void started(long start, long totalSteps, List<String> train, List<String> validation) {
        startStep = start;
        total = totalSteps;
        startNanos = System.nanoTime();
        if (session.columns() > 0 && !common.quiet()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("train")
                    .setInitialMax(totalSteps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(this::show, session.columns() - 1))
                    .startsFrom(startStep, Duration.ZERO)
                    .hideEta()
                    .build();
        }
    }

    @Override
    public void stepped(long step, double stepLoss, int batch) {
        loss = Double.isNaN(loss) ? stepLoss : loss + SMOOTHING * (stepLoss - loss);
        examples += batch;
        if (bar != null) {
            bar.stepTo(step);
            long now = System.nanoTime();
            if (now - shownNanos > INTERVAL_MILLIS * 1_000_000L) {
                shownNanos = now;
                String validation = Double.isNaN(validationLoss) ? "" : " val %.4g".formatted(validationLoss);
                double seconds = (now - startNanos) / 1e9;
                bar.setExtraMessage(common.phrases()
                        .format(
                                "loss %.4g%s, %,.0f images/s, %s left",
                                "perte %.4g%s, %,.0f images/s, reste %s",
                                loss,
                                validation,
                                examples / seconds,
                                time(seconds / (step - startStep) * (total - step))));
            }
        }
    }

    @Override
    public void validated(Trainer trainer, Validation validation) {
        validationLoss = validation.validation().get(0);
        if (bar == null && validation.step() == 0) {
            common.say(
                    session,
                    common.phrases()
                            .format(
                                    "step 0 of %,d: validation %.5g",
                                    "pas 0 sur %,d : validation %.5g", total, validationLoss));
        } else if (bar == null) {
            common.say(
                    session,
                    common.phrases()
                            .format(
                                    "step %,d of %,d: loss %.5g, validation %.5g%s, %,.0f images/s, %s left",
                                    "pas %,d sur %,d : perte %.5g, validation %.5g%s, %,.0f images/s, reste %s",
                                    validation.step(),
                                    total,
                                    validation.train().get(0),
                                    validationLoss,
                                    validation.best() ? "" : common.phrases().text(" (no gain)", " (sans gain)"),
                                    validation.imagesPerSecond(),
                                    time(validation.seconds() / validation.step() * (total - validation.step()))));
        }
    }

    @Override
    public void warned(String message) {
        if (bar != null) {
            // The bar draws itself anew on the next line.
            session.err().print("\r" + " ".repeat(session.columns() - 1) + "\r");
        }
        common.say(
                session,
                common.phrases().text("warning: ", "attention : ")
                        + common.phrases().remark(message));
    }

    @Override
    public void finished(Trainer trainer, TrainingResult result) {
        close();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            session.err().println();
        }
    }

    private void show(String line) {
        session.err().print("\r" + line);
        session.err().flush();
    }

    static String time(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}

package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** Times steps of a codec's training whose model is thrown away. */
final class StepTimes implements TrainingListener, AutoCloseable {

    /** What a validation costs, in steps, and after how many steps it comes: see {@code CodecTraining}. */
    private static final double VALIDATION = 12;

    private static final double BETWEEN = 500;

    /** One before the first step and two after the last, of which one gives the figures. */
    private static final double FIXED = 3 * VALIDATION;

    private final Trainer trainer;
    private final List<Double> seconds = new ArrayList<>();
    private long last;

    StepTimes(Trainable subject, TrainingPlan plan, Device device) {
        trainer = new Trainer(subject, plan, device).listen(this);
    }

    /** Seconds of the middle one of so many steps. */
    double median(int steps) {
        trainer.stopWhen(() -> seconds.size() >= steps).fit();
        return seconds.stream().sorted().skip(steps / 2).findFirst().orElseThrow();
    }

    /**
     * How many steps fit into a time together with their validations.
     *
     * @param seconds that are left
     * @param step seconds of one
     * @return at least 1
     */
    static long fitting(double seconds, double step) {
        return Math.max(1, Math.round((seconds / step - FIXED) / (1 + VALIDATION / BETWEEN)));
    }

    @Override
    public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
        last = System.nanoTime();
    }

    @Override
    public void stepped(long step, double loss, int examples) {
        long now = System.nanoTime();
        seconds.add((now - last) / 1e9);
        last = now;
    }

    @Override
    public void close() {
        trainer.close();
    }
}

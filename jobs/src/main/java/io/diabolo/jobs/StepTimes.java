package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** Times steps of a training whose model is thrown away. */
final class StepTimes implements TrainingListener, AutoCloseable {

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

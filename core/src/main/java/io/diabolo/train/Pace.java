package io.diabolo.train;

import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * How fast a training goes on this machine, from a few steps with a model that is thrown away. It turns minutes into a number
 * of steps, so that the schedule fits the time and the same number of steps gives the same bits again.
 *
 * @param step seconds of a step
 * @param validation seconds of a validation
 * @param longest how many steps lie between the validations of a long training
 * @param cost how many steps a short training has between validations at least
 */
public record Pace(double step, double validation, long longest, long cost) {

    private static final int FEWEST_STEPS = 12;
    private static final double SECONDS = 1;
    private static final long MOST_STEPS = 1L << 40;

    /** Of a model on samples. */
    public static Pace of(
            ModelConfig config, LoadedData data, Preprocessing preprocessing, TrainingPlan plan, Device device) {
        TrainingPlan fitted = plan.fittedTo(config, data.train().size());
        try (Reconstructor model = build(config, device)) {
            return of(
                    new SampleTraining(model, data.train(), data.validation(), preprocessing, fitted, device),
                    fitted,
                    device);
        }
    }

    private static Reconstructor build(ModelConfig config, Device device) {
        try (TensorScope scope = TensorScope.open("build", device)) {
            return config.build(0);
        }
    }

    /** @param subject whose model is thrown away */
    public static Pace of(Trainable subject, TrainingPlan plan, Device device) {
        Stopwatch watch = new Stopwatch(subject, device);
        try (Trainer trainer = new Trainer(subject, plan.withSteps(1_000_000), device)) {
            trainer.listen(watch).stopWhen(watch::isDone).fit();
        }
        List<Double> sorted = watch.steps.stream().sorted().toList();
        return new Pace(
                sorted.get(sorted.size() / 2),
                watch.validation,
                Math.max(subject.validationSteps(), plan.stepsPerEpoch(subject.samples())),
                subject.validationCost());
    }

    /** Of a training of so many steps with its validations, the first of which is before the first step. */
    public double seconds(long steps) {
        double between = ValidationSteps.every(longest, cost, steps);
        return step * steps + validation * (1 + steps / between);
    }

    /** How many steps a training of so many seconds has, at least 1. */
    public long stepsIn(double seconds) {
        return stepsIn(seconds, this::seconds);
    }

    /**
     * The most steps that fit in a time, at least 1.
     *
     * @param ofSteps the seconds that a number of steps takes
     */
    public static long stepsIn(double seconds, LongToDoubleFunction ofSteps) {
        long fits = 1;
        long tooMany = 2;
        while (ofSteps.applyAsDouble(tooMany) <= seconds && tooMany < MOST_STEPS) {
            fits = tooMany;
            tooMany *= 2;
        }
        while (tooMany - fits > 1) {
            long middle = (fits + tooMany) / 2;
            if (ofSteps.applyAsDouble(middle) <= seconds) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }

    /** Times steps until there are enough, then a validation, by the thread that trains. */
    private static final class Stopwatch implements TrainingListener {

        private final Trainable subject;
        private final Device device;
        private final List<Double> steps = new ArrayList<>();
        private double sum;
        private double validation;
        private long last;

        Stopwatch(Trainable subject, Device device) {
            this.subject = subject;
            this.device = device;
        }

        boolean isDone() {
            return steps.size() >= FEWEST_STEPS && sum >= SECONDS;
        }

        @Override
        public void started(long startStep, long totalSteps, List<String> train, List<String> parts) {
            last = System.nanoTime();
        }

        @Override
        public void stepped(long step, double loss, int examples) {
            double seconds = secondsSince(last);
            steps.add(seconds);
            sum += seconds;
            if (isDone()) {
                long begun = System.nanoTime();
                try (TensorScope scope = TensorScope.open("validate", device);
                        NoGrad noGrad = NoGrad.open()) {
                    subject.validate();
                }
                validation = secondsSince(begun);
            }
            last = System.nanoTime();
        }

        /** A validation between two steps is no part of the second. */
        @Override
        public void validated(Trainer trainer, Validation point) {
            last = System.nanoTime();
        }

        private static double secondsSince(long begun) {
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}

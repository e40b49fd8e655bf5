package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import java.util.function.Consumer;

/**
 * How a model is trained. {@link #auto()} is a good start; the {@code with} methods change one thing.
 *
 * @param epochs passes over the data; 0 for automatic: as many as make at least 4,000 steps, 10 at least
 * @param steps optimiser steps, instead of epochs; 0 to count by epochs
 * @param batch examples a step
 * @param optimizer the optimiser
 * @param learningRate the largest learning rate
 * @param schedule how it changes
 * @param warmUpSteps over how many steps it grows from 0
 * @param weightDecay of the optimiser
 * @param clipNorm the largest norm of the gradients; 0 for no limit
 * @param patience after how many validations without a better loss the training stops; 0 for never
 * @param averaging the decay of the exponential moving average of the weights that is validated and kept; 0 for none
 * @param corruption as {@link Corruptions} reads it
 * @param augmentation the strength of random small shifts, turns and scalings of the training samples at the first step,
 *     from where it falls linearly to none at the last; 0 for none
 * @param precision of the large products
 * @param seed of the initial weights, the order of the data and all noise
 */
public record TrainingPlan(
        int epochs,
        long steps,
        int batch,
        Optimizer.Kind optimizer,
        double learningRate,
        Schedule schedule,
        long warmUpSteps,
        double weightDecay,
        double clipNorm,
        int patience,
        double averaging,
        String corruption,
        double augmentation,
        Precision precision,
        long seed) {

    /** The fewest steps of an automatic training. */
    public static final long AUTO_STEPS = 4_000;

    private static final int AUTO_EPOCHS = 10;
    private static final int LARGE_SAMPLE = 4_096;

    public TrainingPlan {
        require(epochs >= 0 && epochs <= 1_000_000, "epochs must be from 0 (automatic) to 1,000,000", epochs);
        require(steps >= 0, "steps must be 0 (count by epochs) or more", steps);
        require(batch >= 1 && batch <= 1 << 20, "batch must be from 1 to 1,048,576", batch);
        require(learningRate > 0 && learningRate <= 100, "learning rate must be above 0 and at most 100", learningRate);
        require(warmUpSteps >= 0, "warm-up must take 0 or more steps", warmUpSteps);
        require(weightDecay >= 0 && weightDecay <= 10, "weight decay must be from 0 to 10", weightDecay);
        require(clipNorm >= 0, "the gradients' largest norm must be 0 (no limit) or more", clipNorm);
        require(patience >= 0, "patience must be 0 (never stop early) or more", patience);
        require(averaging >= 0 && averaging < 1, "averaging must be at least 0 and under 1", averaging);
        require(augmentation >= 0 && augmentation <= 5, "augmentation must be from 0 to 5", augmentation);
    }

    /** Adam at 2e-3 with a cosine, batches of 128, automatic length, stopping early. */
    public static TrainingPlan auto() {
        return new TrainingPlan(
                0, 0, 128, Optimizer.Kind.ADAM, 2e-3, Schedule.COSINE, 100, 0, 0, 10, 0, "none", 0, Precision.FP32, 0);
    }

    /**
     * {@link #auto()} fitted to training data: a batch takes a quarter of few samples at most, and samples of more than 4,096
     * values, whose wide layers bear less, get half of the learning rate.
     */
    public static TrainingPlan autoFor(Dataset train) {
        TrainingPlan auto = auto();
        double factor = train.shape().elements() > LARGE_SAMPLE ? 0.5 : 1;
        return auto.withBatch(Math.min(auto.batch(), Math.max(1, train.size() / 4)))
                .withLearningRate(auto.learningRate() * factor);
    }

    /** How many steps a training takes on {@code samples} training samples. */
    public long totalSteps(int samples) {
        long perEpoch = stepsPerEpoch(samples);
        if (steps > 0) {
            return steps;
        }
        return epochs > 0 ? epochs * perEpoch : Math.max(AUTO_STEPS, AUTO_EPOCHS * perEpoch);
    }

    /** Whole batches an epoch; what is left over takes its turn in the next one, whose order is another. */
    public long stepsPerEpoch(int samples) {
        return Math.max(1, samples / batch);
    }

    /** Before this step the training does not stop early. */
    long earliestStop(int samples) {
        return Math.min(totalSteps(samples), AUTO_STEPS);
    }

    public TrainingPlan withEpochs(int newEpochs) {
        return with(draft -> draft.epochs = newEpochs);
    }

    public TrainingPlan withSteps(long newSteps) {
        return with(draft -> draft.steps = newSteps);
    }

    public TrainingPlan withBatch(int newBatch) {
        return with(draft -> draft.batch = newBatch);
    }

    public TrainingPlan withOptimizer(Optimizer.Kind newOptimizer) {
        return with(draft -> draft.optimizer = newOptimizer);
    }

    public TrainingPlan withLearningRate(double newLearningRate) {
        return with(draft -> draft.learningRate = newLearningRate);
    }

    public TrainingPlan withSchedule(Schedule newSchedule) {
        return with(draft -> draft.schedule = newSchedule);
    }

    public TrainingPlan withWarmUpSteps(long newWarmUpSteps) {
        return with(draft -> draft.warmUpSteps = newWarmUpSteps);
    }

    public TrainingPlan withWeightDecay(double newWeightDecay) {
        return with(draft -> draft.weightDecay = newWeightDecay);
    }

    public TrainingPlan withClipNorm(double newClipNorm) {
        return with(draft -> draft.clipNorm = newClipNorm);
    }

    public TrainingPlan withPatience(int newPatience) {
        return with(draft -> draft.patience = newPatience);
    }

    public TrainingPlan withAveraging(double newAveraging) {
        return with(draft -> draft.averaging = newAveraging);
    }

    public TrainingPlan withCorruption(String newCorruption) {
        return with(draft -> draft.corruption = newCorruption);
    }

    public TrainingPlan withAugmentation(double newAugmentation) {
        return with(draft -> draft.augmentation = newAugmentation);
    }

    public TrainingPlan withPrecision(Precision newPrecision) {
        return with(draft -> draft.precision = newPrecision);
    }

    public TrainingPlan withSeed(long newSeed) {
        return with(draft -> draft.seed = newSeed);
    }

    private TrainingPlan with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.plan();
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new BadInputException("%s, was %s".formatted(rule, value));
        }
    }

    /** A plan while one of its settings is exchanged. */
    private static final class Draft {

        private int epochs;
        private long steps;
        private int batch;
        private Optimizer.Kind optimizer;
        private double learningRate;
        private Schedule schedule;
        private long warmUpSteps;
        private double weightDecay;
        private double clipNorm;
        private int patience;
        private double averaging;
        private String corruption;
        private double augmentation;
        private Precision precision;
        private long seed;

        Draft(TrainingPlan plan) {
            epochs = plan.epochs;
            steps = plan.steps;
            batch = plan.batch;
            optimizer = plan.optimizer;
            learningRate = plan.learningRate;
            schedule = plan.schedule;
            warmUpSteps = plan.warmUpSteps;
            weightDecay = plan.weightDecay;
            clipNorm = plan.clipNorm;
            patience = plan.patience;
            averaging = plan.averaging;
            corruption = plan.corruption;
            augmentation = plan.augmentation;
            precision = plan.precision;
            seed = plan.seed;
        }

        TrainingPlan plan() {
            return new TrainingPlan(
                    epochs,
                    steps,
                    batch,
                    optimizer,
                    learningRate,
                    schedule,
                    warmUpSteps,
                    weightDecay,
                    clipNorm,
                    patience,
                    averaging,
                    corruption,
                    augmentation,
                    precision,
                    seed);
        }
    }
}

package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;

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

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new BadInputException("%s, was %s".formatted(rule, value));
        }
    }

    public TrainingPlan withEpochs(int newEpochs) {
        return new TrainingPlan(
                newEpochs,
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

    public TrainingPlan withSteps(long newSteps) {
        return new TrainingPlan(
                epochs,
                newSteps,
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

    public TrainingPlan withBatch(int newBatch) {
        return new TrainingPlan(
                epochs,
                steps,
                newBatch,
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

    public TrainingPlan withOptimizer(Optimizer.Kind newOptimizer) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                newOptimizer,
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

    public TrainingPlan withLearningRate(double newLearningRate) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                optimizer,
                newLearningRate,
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

    public TrainingPlan withSchedule(Schedule newSchedule) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                optimizer,
                learningRate,
                newSchedule,
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

    public TrainingPlan withWarmUpSteps(long newWarmUpSteps) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                optimizer,
                learningRate,
                schedule,
                newWarmUpSteps,
                weightDecay,
                clipNorm,
                patience,
                averaging,
                corruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withWeightDecay(double newWeightDecay) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                optimizer,
                learningRate,
                schedule,
                warmUpSteps,
                newWeightDecay,
                clipNorm,
                patience,
                averaging,
                corruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withClipNorm(double newClipNorm) {
        return new TrainingPlan(
                epochs,
                steps,
                batch,
                optimizer,
                learningRate,
                schedule,
                warmUpSteps,
                weightDecay,
                newClipNorm,
                patience,
                averaging,
                corruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withPatience(int newPatience) {
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
                newPatience,
                averaging,
                corruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withAveraging(double newAveraging) {
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
                newAveraging,
                corruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withCorruption(String newCorruption) {
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
                newCorruption,
                augmentation,
                precision,
                seed);
    }

    public TrainingPlan withAugmentation(double newAugmentation) {
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
                newAugmentation,
                precision,
                seed);
    }

    public TrainingPlan withPrecision(Precision newPrecision) {
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
                newPrecision,
                seed);
    }

    public TrainingPlan withSeed(long newSeed) {
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
                newSeed);
    }
}

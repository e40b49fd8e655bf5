package io.diabolo.train;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.diabolo.corrupt.Corruption;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.OutputRange;

/**
 * How a model is trained. {@link #auto()} is a good start; the {@code with} methods change one thing.
 *
 * @param length how long
 * @param batch examples a step; 0 for automatic
 * @param optimization how weights change
 * @param noise what is done to the samples first
 * @param precision of the large products
 * @param seed of the initial weights, the order of the data and all noise
 */
public record TrainingPlan(
        Length length, int batch, Optimization optimization, Noise noise, Precision precision, long seed) {

    /** A batch or a learning rate that {@link #fittedTo} decides. */
    public static final int AUTO = 0;

    private static final int LARGE_SAMPLE = 4_096;
    /** Of the learning rate of the automatic batch: larger factors were worse also for 16 times the batch (docs/nodes.md). */
    private static final double MOST_OF_LARGE_BATCH = 2;

    private static final int WARM_UP_SHARE = 20;

    public TrainingPlan {
        require(batch >= AUTO && batch <= 1 << 20, "batch must be 0 (automatic) or up to 1,048,576", batch);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TrainingPlan of(FlatPlan flat) {
        return flat.plan();
    }

    @JsonValue
    FlatPlan flat() {
        return FlatPlan.of(this);
    }

    /** Adam with a cosine; batch, learning rate, warm-up and length follow from model and data; stops early. */
    public static TrainingPlan auto() {
        return new TrainingPlan(Length.auto(), AUTO, Optimization.auto(), Noise.none(), Precision.FP32, 0);
    }

    /**
     * The plan with everything automatic decided: batches of 128 samples, of convolutional networks 64, of samples with
     * more than 4,096 values 32, but at most a quarter of all samples; a learning rate of 4e-3, of convolutional networks
     * 8e-3 (2e-3 where outputs have no bounds), a quarter of it for such large samples, and for a batch that was chosen larger than
     * the automatic one times the square root of how many times it is, at most 2; a warm-up of a twentieth of the steps.
     * {@code reproduce/recipes} shows what this gains.
     *
     * @param samples how many samples there are to train on
     * @source the root: S. Malladi et al., "On the SDEs and scaling rules for adaptive gradient algorithms", NeurIPS 2022
     */
    public TrainingPlan fittedTo(ModelConfig config, int samples) {
        boolean large = config.input().elements() > LARGE_SAMPLE;
        TrainingPlan fitted = this;
        int most = large ? 32 : config.convolves() ? 64 : 128;
        if (batch == AUTO) {
            fitted = fitted.withBatch(Math.min(most, Math.max(1, samples / 4)));
        }
        if (optimization.learningRate == AUTO) {
            double convolved = config.output() == OutputRange.UNIT ? 8e-3 : 2e-3;
            double rate = config.convolves() ? convolved : 4e-3;
            double larger = Math.max(1, (double) fitted.batch / most);
            fitted = fitted.withLearningRate(
                    (large ? rate / 4 : rate) * Math.min(MOST_OF_LARGE_BATCH, Math.sqrt(larger)));
        }
        if (optimization.warmUpSteps == Optimization.AUTO_WARM_UP) {
            long warmUp = fitted.totalSteps(samples) / WARM_UP_SHARE;
            fitted = fitted.with(fitted.optimization.withSchedule(optimization.schedule, warmUp));
        }
        return fitted;
    }

    /** How many steps a training takes on {@code samples} training samples. */
    public long totalSteps(int samples) {
        return length.totalSteps(stepsPerEpoch(samples));
    }

    /** Whole batches an epoch; what is left over takes its turn in the next one, whose order is another. */
    public long stepsPerEpoch(int samples) {
        return Math.max(1, samples / batch);
    }

    /** Before this step the training does not stop early; few samples have been seen often enough sooner. */
    long earliestStop(int samples) {
        return Math.min(totalSteps(samples), Math.min(Length.AUTO_STEPS, Length.MANY_EPOCHS * stepsPerEpoch(samples)));
    }

    public TrainingPlan with(Length newLength) {
        return new TrainingPlan(newLength, batch, optimization, noise, precision, seed);
    }

    public TrainingPlan withBatch(int newBatch) {
        return new TrainingPlan(length, newBatch, optimization, noise, precision, seed);
    }

    public TrainingPlan with(Optimization newOptimization) {
        return new TrainingPlan(length, batch, newOptimization, noise, precision, seed);
    }

    public TrainingPlan with(Noise newNoise) {
        return new TrainingPlan(length, batch, optimization, newNoise, precision, seed);
    }

    public TrainingPlan withPrecision(Precision newPrecision) {
        return new TrainingPlan(length, batch, optimization, noise, newPrecision, seed);
    }

    public TrainingPlan withSeed(long newSeed) {
        return new TrainingPlan(length, batch, optimization, noise, precision, newSeed);
    }

    public TrainingPlan withEpochs(int epochs) {
        return with(new Length(epochs, length.steps(), length.patience()));
    }

    public TrainingPlan withSteps(long steps) {
        return with(new Length(length.epochs(), steps, length.patience()));
    }

    public TrainingPlan withPatience(int patience) {
        return with(new Length(length.epochs(), length.steps(), patience));
    }

    public TrainingPlan withLearningRate(double learningRate) {
        return with(optimization.withLearningRate(learningRate));
    }

    public TrainingPlan withCorruption(Corruption corruption) {
        return with(new Noise(corruption, noise.augmentation()));
    }

    public TrainingPlan withAugmentation(double augmentation) {
        return with(new Noise(noise.corruption(), augmentation));
    }

    static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new BadInputException("%s, was %s".formatted(rule, value));
        }
    }

    /**
     * How long a training takes.
     *
     * @param epochs passes over the data; 0 for automatic: as many as make at least 4,000 steps, 10 at least
     * @param steps optimiser steps, instead of epochs; 0 to count by epochs
     * @param patience the training stops when the loss has been no better for as long as this many validations of a long
     *     training take: an epoch or, if that is longer, 200 steps but no more than 25 epochs; not within the first 4,000
     *     steps or, if that is shorter, 250 epochs; 0 for never
     */
    public record Length(int epochs, long steps, int patience) {

        /** The fewest steps of an automatic training. */
        public static final long AUTO_STEPS = 4_000;

        private static final int AUTO_EPOCHS = 10;
        private static final int MANY_EPOCHS = 250;

        public Length {
            require(epochs >= 0 && epochs <= 1_000_000, "epochs must be from 0 (automatic) to 1,000,000", epochs);
            require(steps >= 0, "steps must be 0 (count by epochs) or more", steps);
            require(patience >= 0, "patience must be 0 (never stop early) or more", patience);
        }

        /** Automatic, with a patience of 10. */
        public static Length auto() {
            return new Length(0, 0, 10);
        }

        long totalSteps(long perEpoch) {
            if (steps > 0) {
                return steps;
            }
            return epochs > 0 ? epochs * perEpoch : Math.max(AUTO_STEPS, AUTO_EPOCHS * perEpoch);
        }
    }

    /**
     * How weights change.
     *
     * @param optimizer the optimiser
     * @param learningRate the largest learning rate; 0 for automatic
     * @param schedule how it changes
     * @param warmUpSteps over how many steps it grows from 0; -1 for automatic
     * @param weightDecay of the optimiser
     * @param clipNorm the largest norm of the gradients; 0 for no limit
     * @param averaging the decay of the exponential moving average of the weights that is validated and kept; 0 for none
     */
    public record Optimization(
            Optimizer.Kind optimizer,
            double learningRate,
            Schedule schedule,
            long warmUpSteps,
            double weightDecay,
            double clipNorm,
            double averaging) {

        /** A warm-up that {@link #fittedTo} decides. */
        public static final int AUTO_WARM_UP = -1;

        public Optimization {
            require(
                    learningRate >= AUTO && learningRate <= 100,
                    "learning rate must be 0 (automatic) or up to 100",
                    learningRate);
            require(warmUpSteps >= AUTO_WARM_UP, "warm-up must be -1 (automatic) or take 0 or more steps", warmUpSteps);
            require(weightDecay >= 0 && weightDecay <= 10, "weight decay must be from 0 to 10", weightDecay);
            require(clipNorm >= 0, "the gradients' largest norm must be 0 (no limit) or more", clipNorm);
            require(averaging >= 0 && averaging < 1, "averaging must be at least 0 and under 1", averaging);
        }

        /** Adam with a cosine, a learning rate and a warm-up that follow from model and data, nothing else. */
        public static Optimization auto() {
            return new Optimization(Optimizer.Kind.ADAM, AUTO, Schedule.COSINE, AUTO_WARM_UP, 0, 0, 0);
        }

        public Optimization withOptimizer(Optimizer.Kind newOptimizer) {
            return new Optimization(
                    newOptimizer, learningRate, schedule, warmUpSteps, weightDecay, clipNorm, averaging);
        }

        public Optimization withLearningRate(double newLearningRate) {
            return new Optimization(
                    optimizer, newLearningRate, schedule, warmUpSteps, weightDecay, clipNorm, averaging);
        }

        /** @param newWarmUpSteps over how many steps the rate grows from 0 */
        public Optimization withSchedule(Schedule newSchedule, long newWarmUpSteps) {
            return new Optimization(
                    optimizer, learningRate, newSchedule, newWarmUpSteps, weightDecay, clipNorm, averaging);
        }

        public Optimization withWeightDecay(double newWeightDecay) {
            return new Optimization(
                    optimizer, learningRate, schedule, warmUpSteps, newWeightDecay, clipNorm, averaging);
        }

        public Optimization withClipNorm(double newClipNorm) {
            return new Optimization(
                    optimizer, learningRate, schedule, warmUpSteps, weightDecay, newClipNorm, averaging);
        }

        public Optimization withAveraging(double newAveraging) {
            return new Optimization(
                    optimizer, learningRate, schedule, warmUpSteps, weightDecay, clipNorm, newAveraging);
        }
    }

    /**
     * What is done to training samples before the model sees them.
     *
     * @param corruption the model's input, whose target stays the sample; validation has it too
     * @param augmentation the strength of random small shifts, turns and scalings of pictures at the first step, from where
     *     it falls linearly to none at the last; 0 for none
     */
    public record Noise(Corruption corruption, double augmentation) {

        public Noise {
            require(augmentation >= 0 && augmentation <= 5, "augmentation must be from 0 to 5", augmentation);
        }

        public static Noise none() {
            return new Noise(Corruption.none(), 0);
        }
    }
}

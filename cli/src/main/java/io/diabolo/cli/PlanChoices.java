package io.diabolo.cli;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.CorruptionText;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How to train; what is not given is as {@link TrainingPlan#autoFor} has it. */
final class PlanChoices {

    @ArgGroup(exclusive = false, heading = "%nTraining options:%n", order = 20)
    private Choices choices = new Choices();

    /** @param train the training part: what is not given follows it */
    TrainingPlan plan(long seed, Precision precision, Dataset train) {
        if (choices.epochs != null && choices.steps != null) {
            throw new BadInputException("--epochs and --steps both say how long to train: leave one out");
        }
        TrainingPlan auto = TrainingPlan.autoFor(train);
        TrainingPlan.Optimization optimization = auto.optimization();
        return new TrainingPlan(
                new TrainingPlan.Length(
                        or(atLeastOne("--epochs", choices.epochs), auto.length().epochs()),
                        or(atLeastOne("--steps", choices.steps), auto.length().steps()),
                        or(choices.patience, auto.length().patience())),
                or(choices.batch, auto.batch()),
                new TrainingPlan.Optimization(
                        or(choices.optimizer, optimization.optimizer()),
                        or(choices.learningRate, optimization.learningRate()),
                        or(choices.schedule, optimization.schedule()),
                        or(choices.warmUp, optimization.warmUpSteps()),
                        or(choices.weightDecay, optimization.weightDecay()),
                        or(choices.clipNorm, optimization.clipNorm()),
                        or(choices.averaging, optimization.averaging())),
                new TrainingPlan.Noise(
                        corruption(), or(choices.augment, auto.noise().augmentation())),
                precision,
                seed);
    }

    /** Whether the input is corrupted, so that even a latent as large as the input has something to learn. */
    boolean corrupts() {
        return !corruption().isNone();
    }

    private Corruption corruption() {
        return choices.corrupt == null ? Corruption.none() : CorruptionText.parse(choices.corrupt);
    }

    private static <T> T or(@Nullable T chosen, T otherwise) {
        return chosen == null ? otherwise : chosen;
    }

    private static <T extends Number> @Nullable T atLeastOne(String option, @Nullable T value) {
        if (value != null && value.longValue() < 1) {
            throw new BadInputException("%s must be at least 1, was %s".formatted(option, value));
        }
        return value;
    }

    private static final class Choices {

        @Option(
                names = "--corrupt",
                paramLabel = "NOISE",
                description =
                        "Train a denoiser: gaussian:SIGMA (of 255), salt-pepper:FRACTION, mask:FRACTION, block:FRACTION, joined by +.")
        private @Nullable String corrupt;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the data (default: as many as make 4,000 steps, at least 10).")
        private @Nullable Integer epochs;

        @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps, instead of epochs.")
        private @Nullable Long steps;

        @Option(
                names = "--batch",
                paramLabel = "N",
                description = "Samples a step (default: 128, a quarter of small data).")
        private @Nullable Integer batch;

        @Option(names = "--optimizer", paramLabel = "adam|adamw|sgd", description = "The optimiser (default: adam).")
        private Optimizer.@Nullable Kind optimizer;

        @Option(
                names = "--learning-rate",
                paramLabel = "R",
                description = "The largest rate (default: 0.002, 0.001 for samples of more than 4,096 values).")
        private @Nullable Double learningRate;

        @Option(
                names = "--schedule",
                paramLabel = "S",
                description = "How the rate changes: constant, cosine, plateau (default: cosine).")
        private @Nullable Schedule schedule;

        @Option(names = "--warm-up", paramLabel = "N", description = "Steps over which the rate grows (default: 100).")
        private @Nullable Long warmUp;

        @Option(names = "--weight-decay", paramLabel = "W", description = "Weight decay (default: 0).")
        private @Nullable Double weightDecay;

        @Option(names = "--clip-norm", paramLabel = "G", description = "Largest norm of the gradients (default: none).")
        private @Nullable Double clipNorm;

        @Option(
                names = "--patience",
                paramLabel = "N",
                description = "Stop after N validations without a gain; 0 never stops early (default: 10).")
        private @Nullable Integer patience;

        @Option(
                names = "--averaging",
                paramLabel = "A",
                description = "Decay of a moving average of the weights, for example 0.999 (default: none).")
        private @Nullable Double averaging;

        @Option(
                names = "--augment",
                paramLabel = "S",
                description = "Strength of random shifts, turns and scalings, for example 1 (default: none).")
        private @Nullable Double augment;
    }
}

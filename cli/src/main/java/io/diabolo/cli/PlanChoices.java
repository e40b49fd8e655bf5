package io.diabolo.cli;

import io.diabolo.corrupt.CorruptionText;
import io.diabolo.engine.Optimizer;
import io.diabolo.jobs.PlanChoice;
import io.diabolo.train.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How to train; what is not given follows the data. */
final class PlanChoices {

    @ArgGroup(exclusive = false, heading = "%nTraining options:%n", order = 20)
    private Choices choices = new Choices();

    PlanChoice choice(TrainingOptions common) {
        return new PlanChoice(
                new PlanChoice.Length(choices.epochs, choices.steps, choices.minutes, choices.patience),
                choices.batch,
                new PlanChoice.Optimization(
                        choices.optimizer,
                        choices.learningRate,
                        choices.schedule,
                        choices.warmUp,
                        choices.weightDecay,
                        choices.clipNorm,
                        choices.averaging),
                new PlanChoice.Noise(
                        choices.corrupt == null ? null : CorruptionText.parse(choices.corrupt), choices.augment),
                common.precision(),
                common.chosenSeed());
    }

    private static final class Choices {

        @Option(
                names = "--corrupt",
                paramLabel = "NOISE",
                description =
                        "Train a denoiser: gaussian:SIGMA (of 255) or gaussian:LEAST..MOST, poisson:PHOTONS, speckle:DEVIATION, salt-pepper:FRACTION, mask:FRACTION, block:FRACTION, joined by +.")
        private @Nullable String corrupt;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the data (default: as many as make 4,000 steps, at least 10).")
        private @Nullable Integer epochs;

        @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps, instead of epochs.")
        private @Nullable Long steps;

        @Option(
                names = "--minutes",
                paramLabel = "M",
                description =
                        "About how long to train, instead of epochs: a few steps are timed first; --steps with the number that they come to gives the same bits again.")
        private @Nullable Double minutes;

        @Option(
                names = "--batch",
                paramLabel = "N",
                description = "Samples a step (default: 128, convolutional 64, a quarter of small data).")
        private @Nullable Integer batch;

        @Option(names = "--optimizer", paramLabel = "adam|adamw|sgd", description = "The optimiser (default: adam).")
        private Optimizer.@Nullable Kind optimizer;

        @Option(
                names = "--learning-rate",
                paramLabel = "R",
                description =
                        "The largest rate (default: 0.004; convolutional 0.008, or 0.002 where outputs are not in [0, 1]; a quarter for samples of more than 4,096 values; a larger --batch has up to twice as much).")
        private @Nullable Double learningRate;

        @Option(
                names = "--schedule",
                paramLabel = "S",
                description = "How the rate changes: constant, cosine, plateau (default: cosine).")
        private @Nullable Schedule schedule;

        @Option(
                names = "--warm-up",
                paramLabel = "N",
                description = "Steps over which the rate grows (default: a twentieth of all).")
        private @Nullable Long warmUp;

        @Option(names = "--weight-decay", paramLabel = "W", description = "Weight decay (default: 0).")
        private @Nullable Double weightDecay;

        @Option(names = "--clip-norm", paramLabel = "G", description = "Largest norm of the gradients (default: none).")
        private @Nullable Double clipNorm;

        @Option(
                names = "--patience",
                paramLabel = "N",
                description =
                        "Stop after N epochs without a gain (of small data: 200 steps each, at most 25 epochs); 0 never stops early (default: 10).")
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

package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.CorruptionReader;
import io.diabolo.engine.Optimizer.Kind;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.Pace;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to train, as a user says it; what is null is automatic. The words are those of
 * {@link TrainingPlan}.
 *
 * @param precision of the large products
 * @param seed null for 0
 */
public record PlanChoice(
        Length length,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer batch,
        Optimization optimization,
        Noise noise,
        PrecisionChoice precision,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long seed) {

    public PlanChoice {
        require(batch == null || batch >= 1, "batch must be at least 1", batch);
    }

    private static void require(boolean holds, String rule, @Nullable Object value) {
        if (!holds) {
            throw new BadInputException("%s, was %s".formatted(rule, value));
        }
    }

    /** All as it suits the data. */
    public static PlanChoice auto() {
        return new PlanChoice(
                Length.auto(),
                null,
                new Optimization(null, null, null, null, null, null, null),
                new Noise(null, null),
                PrecisionChoice.AUTO,
                null);
    }

    public PlanChoice withEpochs(int epochs) {
        return new PlanChoice(
                new Length(epochs, null, null, length.patience()), batch, optimization, noise, precision, seed);
    }

    public PlanChoice withSteps(long steps) {
        return new PlanChoice(
                new Length(null, steps, null, length.patience()), batch, optimization, noise, precision, seed);
    }

    public PlanChoice withBatch(int newBatch) {
        return new PlanChoice(length, newBatch, optimization, noise, precision, seed);
    }

    public PlanChoice withCorruption(@Nullable Corruption corruption) {
        return new PlanChoice(
                length, batch, optimization, new Noise(corruption, noise.augmentation()), precision, seed);
    }

    long seedOrDefault() {
        return seed == null ? 0 : seed;
    }

    /** What training does to its input; where nothing is chosen it follows from the data. */
    Corruption corruption(boolean gaps) {
        return PlanChoice.or(noise.corruption(), SuitedConfig.corruption(gaps));
    }

    /** Whether nothing says how long to train. */
    boolean hasAutomaticLength() {
        return length.epochs() == null && length.steps() == null && length.minutes() == null;
    }

    /**
     * What is not chosen stays automatic.
     *
     * @param gaps whether the data has missing values
     */
    TrainingPlan plan(Precision chosen, boolean gaps) {
        TrainingPlan auto = TrainingPlan.auto();
        return new TrainingPlan(
                        length.or(auto.length()),
                        PlanChoice.or(batch, auto.batch()),
                        optimization.or(auto.optimization()),
                        noise.or(auto.noise()),
                        chosen,
                        seedOrDefault())
                .withCorruption(corruption(gaps));
    }

    /** A plan with as many steps as fit into the minutes, where those were chosen. */
    TrainingPlan timed(TrainingPlan plan, Supplier<Pace> pace, JobControl control) {
        if (length.minutes() == null) {
            return plan;
        }
        long steps = pace.get().stepsIn(length.seconds());
        control.note("%,d steps fit in the time".formatted(steps));
        return plan.withSteps(steps);
    }

    private static <T> T or(@Nullable T chosen, T otherwise) {
        return chosen == null ? otherwise : chosen;
    }

    /**
     * How long.
     *
     * @param minutes about how long: a few steps are timed first, and the training has as many as fit
     */
    public record Length(
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer epochs,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long steps,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double minutes,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer patience) {

        private static final double MOST_MINUTES = 365 * 24 * 60;

        public Length {
            if (Stream.of(epochs, steps, minutes).filter(Objects::nonNull).count() > 1) {
                throw new BadInputException(
                        "--epochs, --steps and --minutes each say how long to train: leave all but one out");
            }
            require(
                    minutes == null || (minutes > 0 && minutes <= MOST_MINUTES),
                    "--minutes must be above 0 and at most 525,600 (a year)",
                    minutes);
            require(epochs == null || epochs >= 1, "--epochs must be at least 1", epochs);
            require(steps == null || steps >= 1, "--steps must be at least 1", steps);
        }

        /** As many steps as suit the data. */
        public static Length auto() {
            return new Length(null, null, null, null);
        }

        /** Those that {@code minutes} come to. */
        double seconds() {
            return minutes == null ? 0 : 60 * minutes;
        }

        TrainingPlan.Length or(TrainingPlan.Length auto) {
            return new TrainingPlan.Length(
                    PlanChoice.or(epochs, auto.epochs()),
                    PlanChoice.or(steps, auto.steps()),
                    PlanChoice.or(patience, auto.patience()));
        }
    }

    /** How weights change. */
    public record Optimization(
            @JsonSetter(nulls = Nulls.SET) @Nullable Kind optimizer,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double learningRate,
            @JsonSetter(nulls = Nulls.SET) @Nullable Schedule schedule,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long warmUpSteps,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double weightDecay,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double clipNorm,
            @JsonSetter(nulls = Nulls.SET) @Nullable Double averaging) {

        public Optimization {
            require(
                    learningRate == null || learningRate > 0,
                    "learning rate must be above 0 and at most 100",
                    learningRate);
            require(warmUpSteps == null || warmUpSteps >= 0, "warm-up must take 0 or more steps", warmUpSteps);
        }

        TrainingPlan.Optimization or(TrainingPlan.Optimization auto) {
            return new TrainingPlan.Optimization(
                    PlanChoice.or(optimizer, auto.optimizer()),
                    PlanChoice.or(learningRate, auto.learningRate()),
                    PlanChoice.or(schedule, auto.schedule()),
                    PlanChoice.or(warmUpSteps, auto.warmUpSteps()),
                    PlanChoice.or(weightDecay, auto.weightDecay()),
                    PlanChoice.or(clipNorm, auto.clipNorm()),
                    PlanChoice.or(averaging, auto.averaging()));
        }
    }

    /** What is done to samples first. */
    public record Noise(
            @JsonSetter(nulls = Nulls.SET) @JsonDeserialize(using = CorruptionReader.class) @Nullable Corruption corruption,

            @JsonSetter(nulls = Nulls.SET) @Nullable Double augmentation) {

        TrainingPlan.Noise or(TrainingPlan.Noise auto) {
            return new TrainingPlan.Noise(
                    PlanChoice.or(corruption, auto.corruption()), PlanChoice.or(augmentation, auto.augmentation()));
        }
    }
}

package io.diabolo.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the curve of error against latent size says about one model, as facts from which sentences are made.
 *
 * @param model {@code mlp} or {@code conv}
 * @param errors the curve, rising latent sizes, only sizes of which at least one run came to its end
 * @param knee the size to choose; null where there are fewer than three sizes, or the largest gains nothing
 * @param warnings what speaks against trusting it
 */
public record Advice(
        String model, List<LatentError> errors, @Nullable Knee knee, List<Warning> warnings) {

    public Advice {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * The error at one latent size.
     *
     * @param latent D
     * @param mean of the validation MSE over the seeds, by which sizes are compared
     * @param deviation the sample standard deviation of it over the seeds; 0 for one seed
     * @param test mean of the test MSE, which is reported and chooses nothing
     * @param runs how many seeds
     */
    public record LatentError(int latent, double mean, double deviation, double test, int runs) {}

    /**
     * The smallest latent that keeps 95 % of what the largest gains over the smallest in validation, or whose error cannot be
     * told from one that does: it exceeds it by less than the standard error of the two means.
     *
     * @param latent D
     * @param smallest the smallest D of the study
     * @param largest the largest
     * @param kept the share of the gain in test MSE that it keeps, 0 to 1 (above 1 where the largest size is not the best)
     * @param error mean test MSE at the knee
     * @param smallestError mean test MSE at the smallest size
     * @param largestError mean test MSE at the largest size
     * @param margin the standard error that was granted; 0 for one seed
     * @param withinMargin whether it was needed: in validation it keeps less than 95 %
     */
    public record Knee(
            int latent,
            int smallest,
            int largest,
            double kept,
            double error,
            double smallestError,
            double largestError,
            double margin,
            boolean withinMargin) {}

    /** What may be wrong; what {@link Warning}'s numbers mean is said with each. */
    public enum Kind {
        /** Fewer than three latent sizes; {@code count} is how many. */
        TOO_FEW_LATENTS,
        /** The largest size is no better than the smallest; {@code latent} is the largest. */
        NO_GAIN,
        /** The step to {@code latent}, the last, still gains {@code value} of the whole gain (above 0.05): try larger. */
        STILL_GAINING,
        /** In {@code count} runs the validation loss still fell in the last tenth; most, by the share {@code value}, at
         * {@code latent}: train longer. */
        CUT_OFF,
        /** {@code count} runs have units that do nothing; the share {@code value} of them at {@code latent} is the most. */
        DEAD_UNITS,
        /** At {@code count} sizes the seeds differ by more than 0.1 of the gain; most, {@code value} of it, at {@code
         * latent}. */
        SEEDS_DISAGREE,
        /** {@code count} runs failed; {@code latent} is the size of the first. */
        FAILED_RUNS
    }

    /**
     * One warning.
     *
     * @param latent the size that it is about, 0 for none
     * @param count as {@link Kind} says
     * @param value as {@link Kind} says, a share of 1
     */
    public record Warning(Kind kind, int latent, int count, double value) {}
}

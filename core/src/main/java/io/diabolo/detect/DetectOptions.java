package io.diabolo.detect;

import io.diabolo.error.BadInputException;

/**
 * How a detector is fitted. {@link #defaults()} is one choice for all data of a kind; the {@code with} methods change one
 * thing.
 *
 * @param falseAlarms the promised share of normal samples that count as abnormal, in (0, 1)
 * @param contamination the share of the given samples that may be abnormal: so many of the strangest are left out, and the
 *     detector is fitted again; 0 to 0.5, 0 for normal samples only
 * @param members how many autoencoders; 0 for automatic
 * @param latent D of each; 0 for automatic
 * @param steps of each training; 0 for automatic
 * @param seed of what is held out, the initial weights, and the order of the samples
 */
public record DetectOptions(double falseAlarms, double contamination, int members, int latent, long steps, long seed) {

    /** Follows from the data. */
    public static final int AUTO = 0;

    private static final int MOST_MEMBERS = 64;

    public DetectOptions {
        Rates.require(falseAlarms);
        if (!(contamination >= 0 && contamination <= 0.5)) {
            throw new BadInputException(
                    "the share of abnormal samples must be from 0 to 0.5 (or 50%%), was %s".formatted(contamination));
        }
        if (members < AUTO || members > MOST_MEMBERS) {
            throw new BadInputException(
                    "a detector has 1 to %d autoencoders, or 0 for automatic, not %d".formatted(MOST_MEMBERS, members));
        }
        if (latent < AUTO || steps < AUTO) {
            throw new BadInputException("the latent size and the steps must be 0 (automatic) or more, were %d and %d"
                    .formatted(latent, steps));
        }
    }

    /** A promised rate of 1 %, on normal samples only. */
    public static DetectOptions defaults() {
        return new DetectOptions(0.01, 0, AUTO, AUTO, AUTO, 0);
    }

    public DetectOptions withFalseAlarms(double rate) {
        return new DetectOptions(rate, contamination, members, latent, steps, seed);
    }

    public DetectOptions withContamination(double share) {
        return new DetectOptions(falseAlarms, share, members, latent, steps, seed);
    }

    public DetectOptions withMembers(int count) {
        return new DetectOptions(falseAlarms, contamination, count, latent, steps, seed);
    }

    public DetectOptions withLatent(int size) {
        return new DetectOptions(falseAlarms, contamination, members, size, steps, seed);
    }

    public DetectOptions withSteps(long count) {
        return new DetectOptions(falseAlarms, contamination, members, latent, count, seed);
    }

    public DetectOptions withSeed(long newSeed) {
        return new DetectOptions(falseAlarms, contamination, members, latent, steps, newSeed);
    }
}

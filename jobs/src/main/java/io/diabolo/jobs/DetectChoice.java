package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.detect.DetectOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a detector is fitted, as a user says it; what is null is automatic.
 *
 * @param falseAlarms the promised share of normal samples that count as abnormal, in (0, 1)
 * @param contamination the share of the given samples that may be abnormal, 0 to 0.5
 * @param members how many autoencoders for each part
 * @param latent D of each
 * @param steps of each training
 * @param seed of all that is drawn
 */
public record DetectChoice(
        double falseAlarms,
        double contamination,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer members,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer latent,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long steps,
        long seed) {

    /** A promise of 1 %, on normal samples only. */
    public static DetectChoice auto() {
        return new DetectChoice(DetectOptions.defaults().falseAlarms(), 0, null, null, null, 0);
    }

    public DetectChoice withSteps(long newSteps) {
        return new DetectChoice(falseAlarms, contamination, members, latent, newSteps, seed);
    }

    public DetectChoice withFalseAlarms(double rate) {
        return new DetectChoice(rate, contamination, members, latent, steps, seed);
    }

    public DetectChoice withMembers(int count) {
        return new DetectChoice(falseAlarms, contamination, count, latent, steps, seed);
    }

    DetectOptions options() {
        return new DetectOptions(
                falseAlarms,
                contamination,
                members == null ? DetectOptions.AUTO : members,
                latent == null ? DetectOptions.AUTO : latent,
                steps == null ? DetectOptions.AUTO : steps,
                seed);
    }
}

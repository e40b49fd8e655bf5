package io.diabolo.detect;

import java.util.Map;

/**
 * The scores [N] of samples, and those of the parts whose mean they are; higher is stranger. 0 is the median of normal samples,
 * 1 about their 90th percentile.
 *
 * @param ensemble what verdicts are made of
 * @param parts of each part that the detector has
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scores(double[] ensemble, Map<Part, double[]> parts) {

    public Scores {
        parts = Map.copyOf(parts);
    }

    /** @throws IllegalArgumentException if the detector has no such part */
    public double[] of(Part part) {
        double[] scores = parts.get(part);
        if (scores == null) {
            throw new IllegalArgumentException("the detector has the parts %s, not %s".formatted(parts.keySet(), part));
        }
        return scores;
    }
}

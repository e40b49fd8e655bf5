package io.diabolo.detect;

import java.util.Arrays;

/**
 * Puts the scores of different parts on one scale: {@code (log score - centre) / spread}, both of normal samples. The
 * logarithm, because scores of abnormal samples span powers of ten.
 *
 * @param centre the median of the logarithms
 * @param spread from the median to the 90th percentile, above 0
 */
record Standard(double centre, double spread) {

    private static final double SMALLEST = 1e-12;
    private static final double LEAST_SPREAD = 0.05;

    /** @param normal scores of normal samples, at least one */
    static Standard of(double[] normal) {
        double[] rising = Arrays.stream(normal).map(Standard::log).sorted().toArray();
        double centre = quantile(rising, 0.5);
        return new Standard(centre, Math.max(LEAST_SPREAD, quantile(rising, 0.9) - centre));
    }

    private static double quantile(double[] rising, double probability) {
        double place = probability * (rising.length - 1);
        int below = (int) place;
        int above = Math.min(rising.length - 1, below + 1);
        return rising[below] + (place - below) * (rising[above] - rising[below]);
    }

    private static double log(double score) {
        return Math.log(Math.max(SMALLEST, score));
    }

    double apply(double score) {
        return (log(score) - centre) / spread;
    }
}

package io.diabolo.generate;

import io.diabolo.data.Codes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation of each number of a code under a prior.
 *
 * @param centre as long as a code; 0 where labels stand
 * @param deviations as the centre
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PriorMoments(double[] centre, double[] deviations) {

    /** 0 and 1. */
    static PriorMoments standard(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return new PriorMoments(new double[size], ones);
    }

    /**
     * Those of draws.
     *
     * @param numbers how many of a code's numbers stand before the labels
     */
    static PriorMoments of(Codes draws, int numbers) {
        double[] centre = new double[draws.latent()];
        double[] deviations = new double[draws.latent()];
        for (int unit = 0; unit < numbers; unit++) {
            int of = unit;
            double mean = IntStream.range(0, draws.size())
                    .mapToDouble(row -> draws.get(row, of))
                    .average()
                    .orElseThrow();
            centre[unit] = mean;
            deviations[unit] = Math.sqrt(IntStream.range(0, draws.size())
                    .mapToDouble(row -> Math.pow(draws.get(row, of) - mean, 2))
                    .average()
                    .orElseThrow());
        }
        return new PriorMoments(centre, deviations);
    }
}

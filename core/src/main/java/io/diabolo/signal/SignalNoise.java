package io.diabolo.signal;

import java.util.Arrays;
import java.util.Random;

/** White noise for measurements, and what is left of it. */
public final class SignalNoise {

    private SignalNoise() {}

    /**
     * A signal with Gaussian noise, the same for the same seed on every machine.
     *
     * @param sigmas the standard deviation for each channel, in its unit
     */
    public static Signal added(Signal clean, double[] sigmas, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[clean.channels().size()][];
        for (int c = 0; c < values.length; c++) {
            values[c] = clean.channel(c);
            for (int t = 0; t < values[c].length; t++) {
                values[c][t] += sigmas[c] * random.nextGaussian();
            }
        }
        return clean.withValues(values);
    }

    /** The variance of the known values; 0 where there are none. */
    public static double power(double[] values) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        return Arrays.stream(known)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
    }

    /**
     * The signal-to-noise ratio of an estimate in dB: the variance of the clean values over the mean squared error, where both
     * are known.
     */
    public static double snrDb(double[] clean, double[] estimate) {
        double squares = 0;
        int count = 0;
        for (int t = 0; t < clean.length; t++) {
            double error = estimate[t] - clean[t];
            if (!Double.isNaN(error)) {
                squares += error * error;
                count++;
            }
        }
        return 10 * Math.log10(power(clean) * count / squares);
    }
}

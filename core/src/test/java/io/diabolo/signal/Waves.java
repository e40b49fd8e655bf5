package io.diabolo.signal;

import java.util.List;

/** Signals by formula, which other programs compute too. */
final class Waves {

    private Waves() {}

    /** A slow wave on a rise, with noise between -0.5 and 0.5. */
    static double[] noisy(int rows) {
        double[] values = new double[rows];
        for (int t = 0; t < rows; t++) {
            double hash = Math.sin(t * 12.9898) * 43758.5453;
            values[t] = 5 * Math.sin(t / 9.0) + 0.05 * t + (hash - Math.floor(hash) - 0.5);
        }
        return values;
    }

    static double[] without(double[] values, int... gaps) {
        double[] result = values.clone();
        for (int t : gaps) {
            result[t] = Double.NaN;
        }
        return result;
    }

    static Signal signal(double... values) {
        return Signal.of("waves", List.of("wave"), new double[][] {values});
    }
}

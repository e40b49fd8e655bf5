package io.diabolo.reproduce;

import java.util.Arrays;

/**
 * The median of the values around each one.
 *
 * @param width how many, odd; fewer at the ends
 */
record RunningMedian(int width) implements SignalFilter {

    @Override
    public double[] clean(double[] values) {
        double[] result = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            double[] near =
                    Arrays.copyOfRange(values, Math.max(0, t - width / 2), Math.min(values.length, t + width / 2 + 1));
            Arrays.sort(near);
            result[t] = (near[(near.length - 1) / 2] + near[near.length / 2]) / 2;
        }
        return result;
    }
}

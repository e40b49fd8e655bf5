package io.diabolo.reproduce;

/**
 * The mean of the values around each one.
 *
 * @param width how many, odd; fewer at the ends
 */
record MovingAverage(int width) implements SignalFilter {

    @Override
    public double[] clean(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int t = 0; t < values.length; t++) {
            sums[t + 1] = sums[t] + values[t];
        }
        double[] result = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            int from = Math.max(0, t - width / 2);
            int to = Math.min(values.length, t + width / 2 + 1);
            result[t] = (sums[to] - sums[from]) / (to - from);
        }
        return result;
    }
}

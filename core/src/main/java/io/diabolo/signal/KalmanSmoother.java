package io.diabolo.signal;

import java.util.Arrays;

/**
 * What the level of a {@link LocalLinearTrend} was at each row, given all values before and behind it: a Kalman filter
 * forwards, a fixed-interval smoother backwards. Missing values are bridged, with an interval that widens.
 *
 * @source Rauch, Tung and Striebel 1965, in the form of Durbin and Koopman 2012, 4.4, which inverts no matrix
 */
public final class KalmanSmoother {

    /** Of a normal distribution, 95 % lie within so many standard deviations. */
    private static final double TWO_SIDED_95 = 1.959963984540054;

    private final LocalLinearTrend trend;

    public KalmanSmoother(LocalLinearTrend trend) {
        this.trend = trend;
    }

    /**
     * Smooths each run of a channel for itself.
     *
     * @return NaN in runs that have no known value
     */
    public Smoothed smooth(Signal signal, int channel) {
        double[] values = signal.raw()[channel];
        double[] level = new double[values.length];
        double[] deviation = new double[values.length];
        int[] runs = signal.runs();
        for (int run = 0; run < runs.length; run++) {
            smooth(values, runs[run], signal.runEnd(run), level, deviation);
        }
        return new Smoothed(level, deviation);
    }

    private void smooth(double[] values, int from, int to, double[] level, double[] deviation) {
        double near = firstKnown(values, from, to);
        if (Double.isNaN(near)) {
            Arrays.fill(level, from, to, Double.NaN);
            Arrays.fill(deviation, from, to, Double.NaN);
            return;
        }
        int n = to - from;
        double scale = trend.noise();
        TrendFilter filter = new TrendFilter(trend.level() / scale, trend.slope() / scale);
        // Of each row: its expected level, three elements of the covariance; innovation and gains, or a variance of 0.
        double[] expected = new double[n];
        double[][] covariance = new double[3][n];
        double[][] update = new double[4][n];
        filter.start(near);
        for (int t = 0; t < n; t++) {
            expected[t] = filter.level;
            covariance[0][t] = filter.p11;
            covariance[1][t] = filter.p12;
            covariance[2][t] = filter.p22;
            if (filter.take(values[from + t])) {
                update[0][t] = filter.innovation;
                update[1][t] = filter.variance;
                update[2][t] = filter.levelGain;
                update[3][t] = filter.slopeGain;
            }
        }
        backwards(expected, covariance, update, (t, mean, variance) -> {
            level[from + t] = mean;
            deviation[from + t] = Math.sqrt(scale * variance);
        });
    }

    private interface RowSink {
        void row(int t, double mean, double variance);
    }

    /** Carries what later values say, a vector (r1, r2) and its covariance (n11, n12, n22), back to earlier rows. */
    private static void backwards(double[] expected, double[][] covariance, double[][] update, RowSink sink) {
        double r1 = 0;
        double r2 = 0;
        double n11 = 0;
        double n12 = 0;
        double n22 = 0;
        for (int t = expected.length - 1; t >= 0; t--) {
            double variance = update[1][t];
            boolean known = variance > 0;
            // The transition of errors, [kept, 1; -gain, 1]: of a missing value, that of the state itself.
            double kept = 1 - update[2][t];
            double gain = update[3][t];
            double precision = known ? 1 / variance : 0;
            double s1 = update[0][t] * precision + kept * r1 - gain * r2;
            double s2 = r1 + r2;
            double m11 = n11 * kept - n12 * gain;
            double m21 = n12 * kept - n22 * gain;
            double o11 = kept * m11 - gain * m21 + precision;
            double o12 = m11 + m21;
            double o22 = n11 + 2 * n12 + n22;
            double p11 = covariance[0][t];
            double p12 = covariance[1][t];
            double mean = expected[t] + p11 * s1 + p12 * s2;
            double left = p11 - (p11 * p11 * o11 + 2 * p11 * p12 * o12 + p12 * p12 * o22);
            sink.row(t, mean, Math.max(0, left));
            r1 = s1;
            r2 = s2;
            n11 = o11;
            n12 = o12;
            n22 = o22;
        }
    }

    static double firstKnown(double[] values, int from, int to) {
        for (int t = from; t < to; t++) {
            if (!Double.isNaN(values[t])) {
                return values[t];
            }
        }
        return Double.NaN;
    }

    /**
     * The level of each row.
     *
     * @param level its mean
     * @param deviation its standard deviation: how unsure the level is, not where a noisy value would lie
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Smoothed(double[] level, double[] deviation) {

        /** The lower end of the interval that holds the level with a probability of 95 %. */
        public double lower(int row) {
            return level[row] - TWO_SIDED_95 * deviation[row];
        }

        /** The upper end of that interval. */
        public double upper(int row) {
            return level[row] + TWO_SIDED_95 * deviation[row];
        }
    }
}

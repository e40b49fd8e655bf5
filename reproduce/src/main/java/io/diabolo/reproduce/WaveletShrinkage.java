package io.diabolo.reproduce;

import java.util.Arrays;

/**
 * Soft thresholds on the coefficients of Daubechies' wavelet with 4 vanishing moments. The noise is the median of the finest
 * coefficients' absolute values over 0.6745.
 *
 * @param levels how many times the rate is halved
 * @param strength of the threshold: 1 is the universal one, noise * sqrt(2 ln n)
 * @source Donoho and Johnstone 1994 (VisuShrink); Daubechies 1992, table 6.1
 */
record WaveletShrinkage(int levels, double strength) implements SignalFilter {

    private static final double NORMAL_QUARTILE = 0.6745;

    /** The low-pass filter of the analysis. */
    private static final double[] LOW = {
        -0.010597401785069032,
        0.0328830116668852,
        0.030841381835560764,
        -0.18703481171909309,
        -0.027983769416859854,
        0.6308807679298589,
        0.7148465705529157,
        0.2303778133088965
    };

    @Override
    public double[] clean(double[] values) {
        int block = 1 << levels;
        int length = (values.length + block - 1) / block * block;
        double[] work = new double[length];
        for (int t = 0; t < length; t++) {
            // What is missing to whole blocks is the end mirrored.
            work[t] = t < values.length ? values[t] : values[Math.max(0, 2 * values.length - 1 - t)];
        }
        for (int size = length, level = 0; level < levels; level++, size /= 2) {
            analyse(work, size);
        }
        double[] finest = new double[length / 2];
        Arrays.setAll(finest, k -> Math.abs(work[length / 2 + k]));
        Arrays.sort(finest);
        double noise = finest[finest.length / 2] / NORMAL_QUARTILE;
        double threshold = strength * noise * Math.sqrt(2 * Math.log(length));
        for (int k = length >> levels; k < length; k++) {
            work[k] = Math.signum(work[k]) * Math.max(0, Math.abs(work[k]) - threshold);
        }
        for (int size = length >> (levels - 1), level = 0; level < levels; level++, size *= 2) {
            synthesise(work, size);
        }
        return Arrays.copyOf(work, values.length);
    }

    /** The first {@code size} values become as many coefficients, half of them coarse, half fine; ends meet. */
    static void analyse(double[] values, int size) {
        double[] result = new double[size];
        for (int k = 0; k < size / 2; k++) {
            for (int j = 0; j < LOW.length; j++) {
                double value = values[place(k, j, size)];
                result[k] += LOW[j] * value;
                result[size / 2 + k] += high(j) * value;
            }
        }
        System.arraycopy(result, 0, values, 0, size);
    }

    /** The inverse, which is the transpose. */
    static void synthesise(double[] values, int size) {
        double[] result = new double[size];
        for (int k = 0; k < size / 2; k++) {
            for (int j = 0; j < LOW.length; j++) {
                result[place(k, j, size)] += LOW[j] * values[k] + high(j) * values[size / 2 + k];
            }
        }
        System.arraycopy(result, 0, values, 0, size);
    }

    private static int place(int k, int j, int size) {
        return Math.floorMod(LOW.length / 2 + 2 * k - j, size);
    }

    private static double high(int j) {
        return (j % 2 == 0 ? -1 : 1) * LOW[LOW.length - 1 - j];
    }
}

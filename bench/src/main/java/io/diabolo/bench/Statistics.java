package io.diabolo.bench;

import java.util.Arrays;
import java.util.List;

/** Medians, their spread, and power laws. */
final class Statistics {

    private Statistics() {}

    /** NaN of no values; the mean of the middle two of an even number. */
    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static Spread spread(List<Double> values) {
        return new Spread(
                median(values),
                values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }

    /**
     * Fits {@code y = factor * x^exponent} by least squares on logarithms.
     *
     * @param x above 0, at least two different ones
     * @param y above 0
     */
    static PowerLaw powerLaw(List<Double> x, List<Double> y) {
        double[] u = x.stream().mapToDouble(Math::log).toArray();
        double[] v = y.stream().mapToDouble(Math::log).toArray();
        Line line = line(u, v);
        double exponent = line.slope();
        return new PowerLaw(Math.exp(line.offset()), exponent, line.determination());
    }

    /** Fits {@code y = offset + slope * x} by least squares. */
    static Line line(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "a fit needs two points or more, had %d and %d".formatted(x.length, y.length));
        }
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = xy / xx;
        return new Line(meanY - slope * meanX, slope, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    /** A median with the smallest and the largest value. */
    record Spread(double median, double least, double most) {}

    /** @param determination R squared, on logarithms */
    record PowerLaw(double factor, double exponent, double determination) {}

    /** @param determination R squared */
    record Line(double offset, double slope, double determination) {}
}

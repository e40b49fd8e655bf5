package io.diabolo.jobs.report;

import java.util.stream.DoubleStream;

/**
 * A measure over the seeds.
 *
 * @param mean NaN where nothing was measured
 * @param deviation the sample standard deviation; NaN below two values, for one value shows no spread
 * @param count how many values
 */
record Stat(double mean, double deviation, int count) {

    /** Of the values that are numbers. */
    static Stat of(DoubleStream values) {
        double[] numbers = values.filter(Double::isFinite).toArray();
        double mean = DoubleStream.of(numbers).average().orElse(Double.NaN);
        double squares =
                DoubleStream.of(numbers).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = numbers.length < 2 ? Double.NaN : Math.sqrt(squares / (numbers.length - 1));
        return new Stat(mean, deviation, numbers.length);
    }

    boolean isKnown() {
        return count > 0;
    }

    /** In another unit. */
    Stat times(double factor) {
        return new Stat(mean * factor, deviation * factor, count);
    }

    /** The standard error of the mean, squared. */
    double errorSquared() {
        return deviation * deviation / count;
    }

    /** {@link #deviation}, or 0 for an error bar without length. */
    double bar() {
        return count < 2 ? 0 : deviation;
    }
}

package io.diabolo.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How often values lie where.
 *
 * @param low where the first bin begins
 * @param high where the last one ends; it belongs to it
 * @param counts how many values lie in each of the bins, which are equally wide
 */
public record Histogram(double low, double high, List<Integer> counts) {

    private static final int BINS = 24;

    public Histogram {
        counts = List.copyOf(counts);
    }

    /** Of values from {@code low} to {@code high}; others, and those that are missing, are not counted. */
    static Histogram of(double low, double high, DoubleStream values) {
        int[] counts = new int[BINS];
        values.filter(value -> value >= low && value <= high)
                .forEach(value -> counts[(int) Math.min(BINS - 1.0, BINS * (value - low) / (high - low))]++);
        return new Histogram(low, high, Arrays.stream(counts).boxed().toList());
    }
}

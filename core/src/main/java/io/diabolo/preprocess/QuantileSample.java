package io.diabolo.preprocess;

import java.io.Serializable;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Quantiles of a column from a bounded random sample of its values: those whose row numbers have the smallest hashes. All
 * values are kept as long as there are no more than 10,000; the sample does not depend on the order or the chunks.
 *
 * @source Cohen and Kaplan 2007 (bottom-k sketches)
 */
final class QuantileSample implements Serializable {

    private static final long serialVersionUID = 1;
    private static final int SIZE = 10_000;

    /** The largest hash first. */
    private final PriorityQueue<Item> items = new PriorityQueue<>();

    /** @param row the number of the row in the whole data */
    void add(long row, double value) {
        keep(new Item(mix(row), value));
    }

    /** Adds what another chunk has seen. */
    void merge(QuantileSample other) {
        other.items.forEach(this::keep);
    }

    private void keep(Item item) {
        if (items.size() < SIZE) {
            items.add(item);
        } else if (item.hash < items.peek().hash) {
            items.poll();
            items.add(item);
        }
    }

    /**
     * Quantiles, interpolated linearly between values.
     *
     * @param probabilities each from 0 to 1
     */
    double[] quantiles(double... probabilities) {
        double[] sorted = items.stream().mapToDouble(Item::value).sorted().toArray();
        return Arrays.stream(probabilities).map(p -> at(sorted, p)).toArray();
    }

    private static double at(double[] sorted, double probability) {
        if (sorted.length == 0) {
            return 0;
        }
        double place = probability * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** SplitMix64's last steps (Steele, Lea and Flood 2014). */
    private static long mix(long row) {
        long z = (row + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private record Item(long hash, double value) implements Comparable<Item>, Serializable {

        @Override
        public int compareTo(Item other) {
            return Long.compare(other.hash, hash);
        }
    }
}

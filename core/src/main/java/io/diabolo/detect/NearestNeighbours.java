package io.diabolo.detect;

import io.diabolo.data.DrawnRows;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far a point is from the points of a cloud: the Euclidean distance to its k-th nearest one. Safe for use by several
 * threads.
 *
 * @source S. Ramaswamy, R. Rastogi, K. Shim, "Efficient algorithms for mining outliers from large data sets", SIGMOD 2000
 */
final class NearestNeighbours {

    /** Points whose distances are summed up together: they stay in the processor's first cache. */
    private static final int BLOCK = 1_024;

    private final int dimensions;
    private final int size;
    private final float[] points; // [D, N]: distances to all points are summed dimension by dimension

    private NearestNeighbours(int dimensions, int size, float[] points) {
        this.dimensions = dimensions;
        this.size = size;
        this.points = points;
    }

    /**
     * @param dimensions D, at least 1
     * @param rows [N, D], copied
     * @param most of more points, as many are drawn at random
     * @param seed of that draw
     */
    static NearestNeighbours of(int dimensions, float[] rows, int most, long seed) {
        int all = rows.length / dimensions;
        if (all == 0 || rows.length % dimensions != 0) {
            throw new BadInputException("%d numbers are no points of %d dimensions".formatted(rows.length, dimensions));
        }
        int[] kept = all > most
                ? DrawnRows.of(most, all, new SplittableRandom(seed))
                : IntStream.range(0, all).toArray();
        float[] columns = new float[kept.length * dimensions];
        for (int i = 0; i < kept.length; i++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d * kept.length + i] = rows[kept[i] * dimensions + d];
            }
        }
        return new NearestNeighbours(dimensions, kept.length, columns);
    }

    /** N. */
    int size() {
        return size;
    }

    /** D. */
    int dimensions() {
        return dimensions;
    }

    /** The points [N, D]. */
    float[] rows() {
        float[] rows = new float[points.length];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < dimensions; d++) {
                rows[i * dimensions + d] = points[d * size + i];
            }
        }
        return rows;
    }

    /**
     * By all processors, where the engine may use more than one.
     *
     * @param queries [M, D]
     * @param k at least 1; more than N counts as N
     * @return [M], the distance to the k-th nearest point
     */
    double[] distances(float[] queries, int k) {
        int count = queries.length / dimensions;
        double[] distances = new double[count];
        IntStream rows = IntStream.range(0, count);
        (count < 64 || Engine.threads() == 1 ? rows : rows.parallel())
                .forEach(i -> distances[i] = distance(queries, i * dimensions, k));
        return distances;
    }

    private double distance(float[] queries, int at, int k) {
        float[] nearest = new float[Math.min(k, size)];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float[] sums = new float[BLOCK];
        for (int first = 0; first < size; first += BLOCK) {
            int length = Math.min(BLOCK, size - first);
            Arrays.fill(sums, 0, length, 0);
            for (int d = 0; d < dimensions; d++) {
                addSquares(queries[at + d], d * size + first, sums, length);
            }
            for (int i = 0; i < length; i++) {
                if (sums[i] < nearest[nearest.length - 1]) {
                    insert(nearest, sums[i]);
                }
            }
        }
        return Math.sqrt(nearest[nearest.length - 1]);
    }

    /** A loop of its own, over independent sums, which the compiler turns into vector instructions. */
    private void addSquares(float query, int from, float[] sums, int length) {
        for (int i = 0; i < length; i++) {
            float difference = query - points[from + i];
            sums[i] += difference * difference;
        }
    }

    private static void insert(float[] nearest, float distance) {
        int at = nearest.length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--) {
            nearest[at] = nearest[at - 1];
        }
        nearest[at] = distance;
    }
}

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
    private final float[][][]
            points; // a [D, n] for each block of n points: distances are summed dimension by dimension

    private NearestNeighbours(int dimensions, int size, float[][][] points) {
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
        float[][][] blocks = new float[(kept.length + BLOCK - 1) / BLOCK][][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new float[dimensions][Math.min(BLOCK, kept.length - b * BLOCK)];
        }
        for (int i = 0; i < kept.length; i++) {
            for (int d = 0; d < dimensions; d++) {
                blocks[i / BLOCK][d][i % BLOCK] = rows[kept[i] * dimensions + d];
            }
        }
        return new NearestNeighbours(dimensions, kept.length, blocks);
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
        float[] rows = new float[size * dimensions];
        for (int i = 0; i < size; i++) {
            for (int d = 0; d < dimensions; d++) {
                rows[i * dimensions + d] = points[i / BLOCK][d][i % BLOCK];
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
        for (float[][] block : points) {
            int length = block[0].length;
            Arrays.fill(sums, 0, length, 0);
            int d = 0;
            for (; d + 1 < dimensions; d += 2) {
                addSquares(queries[at + d], block[d], queries[at + d + 1], block[d + 1], sums);
            }
            if (d < dimensions) {
                addSquares(queries[at + d], block[d], sums);
            }
            for (int i = 0; i < length; i++) {
                if (sums[i] < nearest[nearest.length - 1]) {
                    insert(nearest, sums[i]);
                }
            }
        }
        return Math.sqrt(nearest[nearest.length - 1]);
    }

    /** A loop of its own, over arrays that all begin at 0: the compiler turns it into vector instructions. */
    private static void addSquares(float query, float[] points, float[] sums) {
        for (int i = 0; i < points.length; i++) {
            float difference = query - points[i];
            sums[i] += difference * difference;
        }
    }

    /** Two dimensions at once load and store the sums half as often. */
    private static void addSquares(float query, float[] points, float second, float[] seconds, float[] sums) {
        for (int i = 0; i < points.length; i++) {
            float difference = query - points[i];
            float other = second - seconds[i];
            sums[i] += difference * difference + other * other;
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

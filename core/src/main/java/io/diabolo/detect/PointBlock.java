package io.diabolo.detect;

import java.util.Arrays;

/**
 * Some points that lie together.
 *
 * @param coordinates [D, n]: distances to all points are summed dimension by dimension
 * @param box around them
 */
@SuppressWarnings("ArrayRecordComponent")
record PointBlock(float[][] coordinates, Box box) {

    /** So many points, and their sums, stay in the processor's first cache. */
    static final int MOST = 256;

    /**
     * @param points which of the rows [N, D], at most {@value #MOST}
     * @param box around them
     */
    static PointBlock of(float[] rows, int[] points, Box box) {
        int dimensions = box.low().length;
        float[][] coordinates = new float[dimensions][points.length];
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < points.length; i++) {
                coordinates[d][i] = rows[points[i] * dimensions + d];
            }
        }
        return new PointBlock(coordinates, box);
    }

    int size() {
        return coordinates[0].length;
    }

    /** Puts the points [n, D] into rows. */
    void write(float[] rows, int at) {
        int dimensions = coordinates.length;
        for (int d = 0; d < dimensions; d++) {
            for (int i = 0; i < size(); i++) {
                rows[at + i * dimensions + d] = coordinates[d][i];
            }
        }
    }

    /**
     * Puts the points that are nearer than those found so far among them.
     *
     * @param nearest squared distances, rising
     * @param sums of at least {@value #MOST}, overwritten
     */
    void search(float[] query, float[] nearest, float[] sums) {
        Arrays.fill(sums, 0);
        int d = 0;
        for (; d + 1 < query.length; d += 2) {
            addSquares(query[d], coordinates[d], query[d + 1], coordinates[d + 1], sums);
        }
        if (d < query.length) {
            addSquares(query[d], coordinates[d], sums);
        }
        for (int i = 0; i < size(); i++) {
            if (sums[i] < nearest[nearest.length - 1]) {
                insert(nearest, sums[i]);
            }
        }
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

package io.diabolo.detect;

import java.util.Arrays;

/**
 * Some points that lie together, and the box around them.
 *
 * @param coordinates [D, n]: distances to all points are summed dimension by dimension
 * @param low [D], the smallest coordinates
 * @param high [D], the largest coordinates
 */
@SuppressWarnings("ArrayRecordComponent")
record PointBlock(float[][] coordinates, float[] low, float[] high) {

    /** So many points, and their sums, stay in the processor's first cache. */
    static final int MOST = 256;

    /** What rounding may add to a squared distance to the box, so that no nearest point is overlooked. */
    private static final float ROUNDING = 1 - 1e-5f;

    /** @param points which of the rows [N, D], at most {@value #MOST} */
    static PointBlock of(float[] rows, int dimensions, int... points) {
        float[][] coordinates = new float[dimensions][points.length];
        float[] low = new float[dimensions];
        float[] high = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            low[d] = Float.POSITIVE_INFINITY;
            high[d] = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < points.length; i++) {
                float value = rows[points[i] * dimensions + d];
                coordinates[d][i] = value;
                low[d] = Math.min(low[d], value);
                high[d] = Math.max(high[d], value);
            }
        }
        return new PointBlock(coordinates, low, high);
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

    /** From a query to the box: no point is nearer. */
    float squaredDistance(float... query) {
        float sum = 0;
        for (int d = 0; d < query.length; d++) {
            float outside = Math.max(0, Math.max(low[d] - query[d], query[d] - high[d]));
            sum += outside * outside;
        }
        return sum * ROUNDING;
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

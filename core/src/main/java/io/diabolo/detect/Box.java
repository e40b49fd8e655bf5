package io.diabolo.detect;

/**
 * The box around some points.
 *
 * @param low [D], the smallest coordinates
 * @param high [D], the largest coordinates
 */
@SuppressWarnings("ArrayRecordComponent")
record Box(float[] low, float[] high) {

    /** What rounding may add to a squared distance, so that no point within is nearer. */
    private static final float ROUNDING = 1 - 1e-5f;

    /** @param points which of the rows [N, D], at least one */
    static Box around(float[] rows, int dimensions, int... points) {
        float[] low = new float[dimensions];
        float[] high = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            low[d] = Float.POSITIVE_INFINITY;
            high[d] = Float.NEGATIVE_INFINITY;
            for (int point : points) {
                low[d] = Math.min(low[d], rows[point * dimensions + d]);
                high[d] = Math.max(high[d], rows[point * dimensions + d]);
            }
        }
        return new Box(low, high);
    }

    /** The dimension in which it is widest. */
    int widest() {
        int widest = 0;
        for (int d = 1; d < low.length; d++) {
            if (high[d] - low[d] > high[widest] - low[widest]) {
                widest = d;
            }
        }
        return widest;
    }

    /** From a query to the box: no point within is nearer. */
    float squaredDistance(float... query) {
        float sum = 0;
        for (int d = 0; d < query.length; d++) {
            float outside = Math.max(0, Math.max(low[d] - query[d], query[d] - high[d]));
            sum += outside * outside;
        }
        return sum * ROUNDING;
    }
}

package io.diabolo.detect;

import io.diabolo.data.DrawnRows;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far a point is from the points of a cloud: the Euclidean distance to its k-th nearest one. Safe for use by several
 * threads.
 *
 * @source S. Ramaswamy, R. Rastogi, K. Shim, "Efficient algorithms for mining outliers from large data sets", SIGMOD 2000;
 *     blocks: J. L. Bentley, "Multidimensional binary search trees used for associative searching", CACM 18(9), 1975
 */
final class NearestNeighbours {

    private final int dimensions;
    private final int size;
    private final List<PointBlock> blocks;

    private NearestNeighbours(int dimensions, int size, List<PointBlock> blocks) {
        this.dimensions = dimensions;
        this.size = size;
        this.blocks = blocks;
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
        List<PointBlock> blocks = new ArrayList<>();
        divide(rows, dimensions, kept, blocks);
        return new NearestNeighbours(dimensions, kept.length, blocks);
    }

    /** Halves the points where they are spread most, until what is left is a block. */
    private static void divide(float[] rows, int dimensions, int[] points, List<PointBlock> blocks) {
        Box box = Box.around(rows, dimensions, points);
        if (points.length <= PointBlock.MOST) {
            blocks.add(PointBlock.of(rows, points, box));
            return;
        }
        int widest = box.widest();
        int[] rising = Arrays.stream(points)
                .boxed()
                .sorted(Comparator.comparingDouble(point -> rows[point * dimensions + widest]))
                .mapToInt(point -> point)
                .toArray();
        int middle = rising.length / 2;
        divide(rows, dimensions, Arrays.copyOfRange(rising, 0, middle), blocks);
        divide(rows, dimensions, Arrays.copyOfRange(rising, middle, rising.length), blocks);
    }

    /** N. */
    int size() {
        return size;
    }

    /** D. */
    int dimensions() {
        return dimensions;
    }

    /** The points [N, D], in an order of their own. */
    float[] rows() {
        float[] rows = new float[size * dimensions];
        int at = 0;
        for (PointBlock block : blocks) {
            block.write(rows, at);
            at += block.size() * dimensions;
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
                .forEach(i ->
                        distances[i] = distance(Arrays.copyOfRange(queries, i * dimensions, (i + 1) * dimensions), k));
        return distances;
    }

    /** The nearest block first: most others are then seen to be too far away. */
    private double distance(float[] query, int k) {
        float[] nearest = new float[Math.min(k, size)];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float[] bounds = new float[blocks.size()];
        int first = 0;
        for (int b = 0; b < bounds.length; b++) {
            bounds[b] = blocks.get(b).box().squaredDistance(query);
            first = bounds[b] < bounds[first] ? b : first;
        }
        float[] sums = new float[PointBlock.MOST];
        blocks.get(first).search(query, nearest, sums);
        for (int b = 0; b < bounds.length; b++) {
            if (b != first && bounds[b] <= nearest[nearest.length - 1]) {
                blocks.get(b).search(query, nearest, sums);
            }
        }
        return Math.sqrt(nearest[nearest.length - 1]);
    }
}

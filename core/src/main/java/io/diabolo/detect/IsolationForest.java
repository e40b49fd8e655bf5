package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.DrawnRows;
import io.diabolo.preprocess.Preprocessing;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trees that split a few samples at random values of random elements until each is alone: what is abnormal is alone early.
 *
 * @source F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation forest", ICDM 2008
 */
public final class IsolationForest implements Reference {

    private static final int TREES = 100;
    private static final int SAMPLES = 256;
    private static final double EULER = 0.577_215_664_901_532_9;

    private final Preprocessing preprocessing;
    private final Tree[] trees;
    private final double expectedDepth;

    private IsolationForest(Preprocessing preprocessing, Tree[] trees, double expectedDepth) {
        this.preprocessing = preprocessing;
        this.trees = trees;
        this.expectedDepth = expectedDepth;
    }

    /** A hundred trees, of up to 256 samples each. */
    public static IsolationForest fit(Dataset normal, Preprocessing preprocessing, long seed) {
        int elements = preprocessing.shape().elements();
        float[] values = Reference.values(normal, preprocessing);
        int all = normal.size();
        int taken = Math.min(SAMPLES, all);
        int limit = 32 - Integer.numberOfLeadingZeros(Math.max(1, taken - 1)); // the ceiling of log2
        SplittableRandom random = new SplittableRandom(seed);
        Tree[] trees = new Tree[TREES];
        for (int t = 0; t < TREES; t++) {
            int[] rows = DrawnRows.of(taken, all, random);
            trees[t] = new Tree(taken);
            trees[t].grow(new Points(values, elements, rows), 0, taken, limit, random);
        }
        return new IsolationForest(preprocessing, trees, expectedDepth(taken));
    }

    @Override
    public String name() {
        return "isolation forest";
    }

    /** @return [N], 2^(-mean depth / expected depth): 0 to 1 */
    @Override
    public double[] score(Dataset data) {
        int elements = preprocessing.shape().elements();
        float[] values = Reference.values(data, preprocessing);
        return IntStream.range(0, data.size())
                .parallel()
                .mapToDouble(row -> score(values, row * elements))
                .toArray();
    }

    private double score(float[] values, int at) {
        double depth = 0;
        for (Tree tree : trees) {
            depth += tree.depth(values, at);
        }
        return Math.pow(2, -depth / trees.length / Math.max(expectedDepth, 1e-9));
    }

    /** The mean depth at which a search in a binary tree of {@code samples} ends without finding. */
    static double expectedDepth(int samples) {
        if (samples <= 1) {
            return 0;
        }
        return samples == 2 ? 1 : 2 * (Math.log(samples - 1.0) + EULER) - 2 * (samples - 1.0) / samples;
    }

    private static void swap(int[] rows, int i, int j) {
        int row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    @Override
    public void close() {}

    /** Samples [N, E], and the order in which a tree has its own in front. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Points(float[] values, int elements, int[] rows) {

        float get(int place, int element) {
            return values[rows[place] * elements + element];
        }
    }

    /** Nodes side by side; a leaf has no children and the depth at which its samples are expected to be alone. */
    private static final class Tree {

        private final int[] element;
        private final float[] value;
        private final int[] left;
        private final int[] right;
        private final double[] depth;
        private int nodes;

        Tree(int samples) {
            int most = 2 * samples;
            element = new int[most];
            value = new float[most];
            left = new int[most];
            right = new int[most];
            depth = new double[most];
        }

        int grow(Points points, int from, int to, int levelsLeft, SplittableRandom random) {
            return grow(points, from, to, new Level(0, levelsLeft), random);
        }

        private int grow(Points points, int from, int to, Level level, SplittableRandom random) {
            int node = nodes++;
            left[node] = -1;
            depth[node] = level.depth() + expectedDepth(to - from);
            if (level.left() == 0 || to - from < 2) {
                return node;
            }
            // As in scikit-learn, elements that are the same for all samples are passed over.
            int start = random.nextInt(points.elements());
            for (int tried = 0; tried < points.elements(); tried++) {
                int candidate = (start + tried) % points.elements();
                float low = Float.POSITIVE_INFINITY;
                float high = Float.NEGATIVE_INFINITY;
                for (int i = from; i < to; i++) {
                    low = Math.min(low, points.get(i, candidate));
                    high = Math.max(high, points.get(i, candidate));
                }
                if (low < high) {
                    element[node] = candidate;
                    value[node] = between(low, high, random);
                    int middle = partition(points, from, to, node);
                    left[node] = grow(points, from, middle, level.next(), random);
                    right[node] = grow(points, middle, to, level.next(), random);
                    return node;
                }
            }
            return node;
        }

        /** At least {@code low} and under {@code high}, so that both sides get a sample. */
        private static float between(float low, float high, SplittableRandom random) {
            float split = (float) (low + random.nextDouble() * ((double) high - low));
            return split < high ? split : low;
        }

        private int partition(Points points, int from, int to, int node) {
            int middle = from;
            for (int i = from; i < to; i++) {
                if (points.get(i, element[node]) <= value[node]) {
                    swap(points.rows(), i, middle++);
                }
            }
            return middle;
        }

        double depth(float[] values, int at) {
            int node = 0;
            while (left[node] >= 0) {
                node = values[at + element[node]] <= value[node] ? left[node] : right[node];
            }
            return depth[node];
        }

        private record Level(int depth, int left) {
            Level next() {
                return new Level(depth + 1, left - 1);
            }
        }
    }
}

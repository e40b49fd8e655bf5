package io.diabolo.eval;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How well the codes of one class lie together: the share of test codes whose k nearest training codes (Euclidean)
 * vote for the right label.
 *
 * @source T. Cover, P. Hart, "Nearest neighbor pattern classification", IEEE Transactions on Information Theory 13(1),
 *     1967
 */
public final class Knn {

    /** At most so many training codes are used; of more, as many are drawn at random. */
    public static final int MAX_TRAIN = 10_000;

    // Distances to so many training codes stay in the first-level cache while the dimensions are added up.
    private static final int BLOCK = 1024;
    private static final int UNROLLED = 4;

    private Knn() {}

    /**
     * The accuracy, 0 to 1. Where classes have equally many votes, the one with the nearest code wins; of codes equally
     * near, the earlier one is nearer. The test codes are shared out among the cores; the result does not depend on
     * their number.
     *
     * @param k neighbours, 1 to the number of training codes; 5 is usual
     * @param seed of the draw from more than {@link #MAX_TRAIN} training codes
     */
    public static double accuracy(Codes train, Codes test, int k, long seed) {
        Codes drawn = train.labels.length <= MAX_TRAIN ? train : draw(train, new SplittableRandom(seed));
        if (k < 1 || k > drawn.labels.length || test.labels.length == 0 || train.dimensions != test.dimensions) {
            throw new BadInputException(
                    "k must be 1 to the number of training codes, with test codes of as many dimensions; was k %d, %d codes [%d], %d test codes [%d]"
                            .formatted(k, drawn.labels.length, train.dimensions, test.labels.length, test.dimensions));
        }
        float[] columns = transposed(drawn);
        long right = IntStream.range(0, test.labels.length)
                .parallel()
                .filter(row -> vote(columns, drawn.labels, test, row, k) == test.labels[row])
                .count();
        return (double) right / test.labels.length;
    }

    private static int vote(float[] columns, int[] labels, Codes test, int row, int k) {
        int n = labels.length;
        float[] nearest = new float[k];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int[] voters = new int[k];
        float farthest = Float.POSITIVE_INFINITY; // of the nearest
        float[] distances = new float[Math.min(BLOCK, n)];
        for (int from = 0; from < n; from += BLOCK) {
            int count = Math.min(BLOCK, n - from);
            Arrays.fill(distances, 0);
            int code = row * test.dimensions;
            int d = 0;
            for (; d + UNROLLED <= test.dimensions; d += UNROLLED) {
                addFourSquares(distances, columns, d * n + from, n, count, test.values, code + d);
            }
            for (; d < test.dimensions; d++) {
                addSquares(distances, columns, d * n + from, count, test.values[code + d]);
            }
            for (int i = 0; i < count; i++) {
                if (distances[i] < farthest) {
                    insert(nearest, voters, distances[i], labels[from + i]);
                    farthest = nearest[k - 1];
                }
            }
        }
        return majority(voters);
    }

    /** Four dimensions at once: a distance is loaded and stored a quarter as often. */
    private static void addFourSquares(
            float[] distances, float[] columns, int from, int n, int count, float[] values, int at) {
        float value0 = values[at];
        float value1 = values[at + 1];
        float value2 = values[at + 2];
        float value3 = values[at + 3];
        for (int i = 0; i < count; i++) {
            float d0 = columns[from + i] - value0;
            float d1 = columns[from + n + i] - value1;
            float d2 = columns[from + 2 * n + i] - value2;
            float d3 = columns[from + 3 * n + i] - value3;
            distances[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
        }
    }

    // Kept this plain so that the compiler turns it into vector instructions; each lane is one distance.
    private static void addSquares(float[] distances, float[] columns, int from, int count, float value) {
        for (int i = 0; i < count; i++) {
            float difference = columns[from + i] - value;
            distances[i] += difference * difference;
        }
    }

    private static void insert(float[] nearest, int[] voters, float distance, int label) {
        int at = nearest.length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--) {
            nearest[at] = nearest[at - 1];
            voters[at] = voters[at - 1];
        }
        nearest[at] = distance;
        voters[at] = label;
    }

    /** The most frequent of the voters, nearest first. */
    private static int majority(int[] voters) {
        int winner = voters[0];
        long most = 0;
        for (int label : voters) {
            long votes = Arrays.stream(voters).filter(voter -> voter == label).count();
            if (votes > most) {
                most = votes;
                winner = label;
            }
        }
        return winner;
    }

    /** The first of the rows after a partial shuffle (Fisher and Yates). */
    private static Codes draw(Codes codes, RandomGenerator random) {
        int n = codes.labels.length;
        int d = codes.dimensions;
        int[] order = IntStream.range(0, n).toArray();
        float[] values = new float[MAX_TRAIN * d];
        int[] labels = new int[MAX_TRAIN];
        for (int i = 0; i < MAX_TRAIN; i++) {
            int other = random.nextInt(i, n);
            int row = order[other];
            order[other] = order[i];
            labels[i] = codes.labels[row];
            System.arraycopy(codes.values, row * d, values, i * d, d);
        }
        return new Codes(values, labels, d);
    }

    /** [N, D] to [D, N]. */
    private static float[] transposed(Codes codes) {
        int n = codes.labels.length;
        float[] columns = new float[codes.values.length];
        for (int row = 0; row < n; row++) {
            for (int d = 0; d < codes.dimensions; d++) {
                columns[d * n + row] = codes.values[row * codes.dimensions + d];
            }
        }
        return columns;
    }

    /**
     * Codes and their labels. The arrays are shared, not copied: leave them unchanged.
     *
     * @param values [N, D] row by row, finite
     * @param labels [N]
     * @param dimensions D, at least 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Codes(float[] values, int[] labels, int dimensions) {
        public Codes {
            if (dimensions < 1 || values.length != (long) labels.length * dimensions) {
                throw new BadInputException("%d codes of %d dimensions must have as many values, had %d"
                        .formatted(labels.length, dimensions, values.length));
            }
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new BadInputException("code %d, dimension %d is %s; codes must be finite"
                            .formatted(i / dimensions, i % dimensions, values[i]));
                }
            }
        }
    }
}

package io.diabolo.eval;

import io.diabolo.data.Codes;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
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

    /** Test codes whose distances to all training codes are held at once. */
    private static final int CHUNK = 64;

    private Knn() {}

    /**
     * The accuracy, 0 to 1. Where classes have equally many votes, the one with the nearest code wins; of codes equally
     * near, the earlier one is nearer. The distances are one matrix product, in float32: of codes whose distances differ by
     * less than its rounding, either may count as nearer.
     *
     * @param k neighbours, 1 to the number of training codes; 5 is usual
     * @param seed of the draw from more than {@link #MAX_TRAIN} training codes
     */
    public static double accuracy(Labelled train, Labelled test, int k, long seed) {
        Labelled drawn = train.atMost(seed);
        if (k < 1 || k > drawn.size() || test.size() == 0 || train.codes.latent() != test.codes.latent()) {
            throw new BadInputException(
                    "k must be 1 to the number of training codes, with test codes of as many dimensions; was k %d, %d codes [%d], %d test codes [%d]"
                            .formatted(k, drawn.size(), train.codes.latent(), test.size(), test.codes.latent()));
        }
        long right = 0;
        try (TensorScope scope = TensorScope.open("neighbours")) {
            Tensor x = drawn.tensor();
            Tensor mean = x.mean(0);
            Tensor centred = x.sub(mean); // The closer to zero, the less is lost when lengths and products cancel out.
            Tensor columns = centred.transpose(); // [D, N]
            Tensor lengths = centred.square().sum(1); // [N]
            Tensor y = test.tensor().sub(mean).mul(-2);
            for (int first = 0; first < test.size(); first += CHUNK) {
                int count = Math.min(CHUNK, test.size() - first);
                try (TensorScope chunk = TensorScope.open("distances")) {
                    // |x - y|^2 without |y|^2, which is the same for all x: [count, N]
                    float[] distances = y.narrow(0, first, count)
                            .matmul(columns)
                            .add(lengths)
                            .toFloats();
                    right += right(distances, drawn.labels, Arrays.copyOfRange(test.labels, first, first + count), k);
                }
            }
        }
        return (double) right / test.size();
    }

    /** How many of the codes that have a row of distances each get the right label. */
    private static int right(float[] distances, int[] labels, int[] expected, int k) {
        int right = 0;
        for (int row = 0; row < expected.length; row++) {
            right += vote(distances, row * labels.length, labels, k) == expected[row] ? 1 : 0;
        }
        return right;
    }

    private static int vote(float[] distances, int from, int[] labels, int k) {
        float[] nearest = new float[k];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int[] voters = new int[k];
        int end = from + labels.length;
        int at = nearer(distances, from, end, Float.POSITIVE_INFINITY);
        while (at < end) {
            insert(nearest, voters, distances[at], labels[at - from]);
            at = nearer(distances, at + 1, end, nearest[k - 1]);
        }
        return majority(voters);
    }

    /** The next one below {@code farthest}, or {@code end}. Few are: a loop of its own is several times faster. */
    private static int nearer(float[] distances, int start, int end, float farthest) {
        int at = start;
        while (at < end && !(distances[at] < farthest)) {
            at++;
        }
        return at;
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
        int most = 0;
        for (int label : voters) {
            int votes = 0;
            for (int voter : voters) {
                votes += voter == label ? 1 : 0;
            }
            if (votes > most) {
                most = votes;
                winner = label;
            }
        }
        return winner;
    }

    /** The first of the rows after a partial shuffle (Fisher and Yates). */
    private static Labelled draw(Labelled all, RandomGenerator random) {
        int n = all.size();
        int[] order = IntStream.range(0, n).toArray();
        for (int i = 0; i < MAX_TRAIN; i++) {
            int other = random.nextInt(i, n);
            int row = order[other];
            order[other] = order[i];
            order[i] = row;
        }
        int[] rows = Arrays.copyOf(order, MAX_TRAIN);
        return new Labelled(
                all.codes.select(rows),
                IntStream.of(rows).map(row -> all.labels[row]).toArray());
    }

    /**
     * Codes and their labels, which are shared, not copied: leave them unchanged.
     *
     * @param labels [N]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Labelled(Codes codes, int[] labels) {
        public Labelled {
            if (codes.size() != labels.length) {
                throw new BadInputException(
                        "%d codes need a label each, %d were given".formatted(codes.size(), labels.length));
            }
        }

        /** At most {@link #MAX_TRAIN} of them, drawn at random. */
        Labelled atMost(long seed) {
            return size() <= MAX_TRAIN ? this : draw(this, new SplittableRandom(seed));
        }

        private int size() {
            return labels.length;
        }

        /** @shape [N, D] */
        private Tensor tensor() {
            return Tensor.of(codes.values(), codes.size(), codes.latent());
        }
    }
}

package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Knn.Labelled;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnnTest {

    @Test
    void accuracy_votesAreTied_theNearestWins() {
        Labelled train = labelled(new float[] {0, 1, 3, 4, 9}, new int[] {7, 7, 8, 8, 9}, 1);
        // At 1.9, k 4: two votes each, 1 is nearest. At 2.1: 3 is nearest. At 8, k 5: 9 alone is outvoted.
        assertThat(Knn.accuracy(train, labelled(new float[] {1.9f}, new int[] {7}, 1), 4, 0))
                .isEqualTo(1);
        assertThat(Knn.accuracy(train, labelled(new float[] {2.1f}, new int[] {8}, 1), 4, 0))
                .isEqualTo(1);
        assertThat(Knn.accuracy(train, labelled(new float[] {8, 8}, new int[] {9, 8}, 1), 5, 0))
                .isEqualTo(0.5);
    }

    @Test
    void accuracy_randomCodes_equalsTheSlowDefinition() {
        Labelled train = clusters(3000, 6, 1, 2.5);
        Labelled test = clusters(100, 6, 2, 2.5);
        double expected = slowAccuracy(train, test);
        assertThat(expected).isBetween(0.3, 0.95);
        assertThat(Knn.accuracy(train, test, 5, 0)).isEqualTo(expected);
    }

    @Test
    void accuracy_codesFarFromZero_losesNothingToRounding() {
        Labelled train = moved(clusters(2000, 8, 1, 2.5), 1000);
        Labelled test = moved(clusters(500, 8, 2, 2.5), 1000);
        assertThat(Knn.accuracy(train, test, 5, 0)).isEqualTo(slowAccuracy(train, test), within(0.002));
    }

    @Test
    void accuracy_moreThanTheLimit_drawsBySeed() {
        Labelled train = clusters(Knn.MAX_TRAIN + 5000, 4, 1, 2.5);
        Labelled test = clusters(100, 4, 2, 2.5);
        double drawn = Knn.accuracy(train, test, 5, 3);
        assertThat(Knn.accuracy(train, test, 5, 3)).isEqualTo(drawn);
        assertThat(drawn).isEqualTo(slowAccuracy(train, test), within(0.1));
    }

    @Test
    void accuracy_impossibleRequests_areRefused() {
        Labelled two = labelled(new float[] {1, 2}, new int[] {0, 1}, 1);
        Labelled flat = labelled(new float[] {1, 2}, new int[] {0}, 2);
        for (int k : new int[] {0, 3}) {
            assertThatThrownBy(() -> Knn.accuracy(two, two, k, 0)).isInstanceOf(BadInputException.class);
        }
        assertThatThrownBy(() -> Knn.accuracy(two, flat, 1, 0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> labelled(new float[4], new int[3], 2)).isInstanceOf(BadInputException.class);
    }

    private static Labelled labelled(float[] values, int[] labels, int dimensions) {
        return new Labelled(Codes.of(dimensions, values), labels);
    }

    private static double slowAccuracy(Labelled train, Labelled test) {
        int right = 0;
        for (int t = 0; t < test.labels().length; t++) {
            int row = t;
            int[] nearest = IntStream.range(0, train.labels().length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(distance(train, a, test, row), distance(train, b, test, row)))
                    .limit(5)
                    .mapToInt(i -> train.labels()[i])
                    .toArray();
            int[] votes = new int[10];
            Arrays.stream(nearest).forEach(label -> votes[label]++);
            int most = Arrays.stream(votes).max().orElseThrow();
            int winner = Arrays.stream(nearest)
                    .filter(label -> votes[label] == most)
                    .findFirst()
                    .orElseThrow();
            right += winner == test.labels()[t] ? 1 : 0;
        }
        return (double) right / test.labels().length;
    }

    private static double distance(Labelled a, int i, Labelled b, int j) {
        double sum = 0;
        for (int d = 0; d < a.codes().latent(); d++) {
            double difference = (double) a.codes().get(i, d) - b.codes().get(j, d);
            sum += difference * difference;
        }
        return sum;
    }

    private static Labelled moved(Labelled codes, float by) {
        float[] values = codes.codes().values();
        for (int i = 0; i < values.length; i++) {
            values[i] += by;
        }
        return labelled(values, codes.labels(), codes.codes().latent());
    }

    /** Ten Gaussian clouds; their centres lie on the axes and their opposites. */
    private static Labelled clusters(int n, int dimensions, long seed, double spread) {
        Random random = new Random(seed);
        float[] values = new float[n * dimensions];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(10);
            for (int d = 0; d < dimensions; d++) {
                double centre = labels[i] / 2 == d % 5 ? (labels[i] % 2 == 0 ? 4 : -4) : 0;
                values[i * dimensions + d] = (float) (centre + spread * random.nextGaussian());
            }
        }
        return labelled(values, labels, dimensions);
    }
}

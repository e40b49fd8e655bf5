package io.diabolo.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Neighbourhoods;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TSneTest {

    private static final int N = 300;
    private static final int D = 6;

    /** Three groups, by a formula that another language can follow. */
    private static float[][] groups() {
        float[][] codes = new float[N][D];
        for (int i = 0; i < N; i++) {
            for (int d = 0; d < D; d++) {
                double wave = Math.sin((i * D + d + 1) * 12.9898) * 437.5;
                codes[i][d] = (float) ((d == i % 3 ? 4 : 0) + wave - Math.floor(wave));
            }
        }
        return codes;
    }

    /** scikit-learn 1.7, {@code TSNE(perplexity, init=first two components / std * 1e-4, random_state=0)}. */
    @ParameterizedTest
    @CsvSource({"30, 0.5239, 0.9854", "10, 0.7297, 0.9888"})
    void of_threeGroups_fitsAsScikitLearns(double perplexity, double divergence, double trustworthiness) {
        float[][] codes = groups();
        double[][] start = Planes.principal(Codes.of(codes)).points();
        TSne.Result result = TSne.of(codes, start, new TSne.Options(perplexity, 1_000), () -> false);
        assertThat(result.divergence()).isCloseTo(divergence, within(0.05 * divergence));
        assertThat(trustworthiness(codes, result.points())).isCloseTo(trustworthiness, within(0.01));
        assertThat(trustworthiness(codes, start)).isCloseTo(0.9178, within(1e-3));
    }

    private static double trustworthiness(float[][] codes, double[][] points) {
        float[][] floats = Arrays.stream(points)
                .map(point -> new float[] {(float) point[0], (float) point[1]})
                .toArray(float[][]::new);
        return Neighbourhoods.of(codes, floats, 5).trustworthiness();
    }

    /** scikit-learn's {@code _binary_search_perplexity}. */
    @Test
    void weights_ofDistances_haveThePerplexityWanted() {
        double[] weights = TSne.weights(new double[] {1, 2, 4, 8, 9, 10}, 3);
        assertThat(weights)
                .containsExactly(
                        new double[] {0.5278747, 0.32111157, 0.11882455, 0.01627071, 0.00989764, 0.00602084},
                        within(1e-4));
    }

    @Test
    void push_withoutAnAngle_isTheSumOverAllOthers() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        double[][] points = new double[50][];
        Arrays.setAll(points, i -> new double[] {random.nextGaussian(), random.nextGaussian()});
        points[7] = points[8].clone();
        QuadTree tree = new QuadTree(points);
        for (int i = 0; i < points.length; i++) {
            double[] expected = new double[3];
            for (int j = 0; j < points.length; j++) {
                double x = points[i][0] - points[j][0];
                double y = points[i][1] - points[j][1];
                double q = i == j ? 0 : 1 / (1 + x * x + y * y);
                expected[0] += q * q * x;
                expected[1] += q * q * y;
                expected[2] += q;
            }
            double[] push = new double[2];
            double sum = tree.push(i, 0, push);
            assertThat(push[0]).isCloseTo(expected[0], within(1e-9));
            assertThat(push[1]).isCloseTo(expected[1], within(1e-9));
            // Two at one place share a square, which counts both.
            assertThat(sum).isCloseTo(expected[2] + (i == 7 || i == 8 ? 1 : 0), within(1e-9));
            double rough = tree.push(i, 0.5, push);
            assertThat(rough).isCloseTo(sum, within(0.05 * sum));
        }
    }

    @Test
    void of_allCodesAlike_endsWithFinitePoints() {
        TSne.Result result = TSne.of(new float[30][3], new double[30][2], TSne.Options.usual(), () -> false);
        assertThat(Arrays.stream(result.points())
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(Double::isFinite))
                .isTrue();
    }

    @Test
    void of_askedToStop_stops() {
        AtomicInteger asked = new AtomicInteger();
        TSne.of(groups(), new double[N][2], TSne.Options.usual(), () -> asked.incrementAndGet() > 3);
        assertThat(asked).hasValue(4);
    }

    @Test
    void options_outsideOfTheirRange_areRefused() {
        assertThatThrownBy(() -> new TSne.Options(1, 1_000)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new TSne.Options(Double.NaN, 1_000)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new TSne.Options(30, 100)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> TSne.of(new float[3][2], new double[3][2], TSne.Options.usual(), () -> false))
                .isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"PCA", "AUTOENCODER", "TSNE"})
    void layout_ofThreeGroups_keepsNeighboursBetterThanChance(Planes.Layout layout) {
        double[][] points = layout.of(Codes.of(groups()), () -> false);
        assertThat(points).hasDimensions(N, 2);
        assertThat(trustworthiness(groups(), points)).isGreaterThan(0.85);
    }

    @Test
    void layout_ofOneNumberOrFewCodes_isRefused() {
        assertThatThrownBy(() -> Planes.Layout.PCA.of(Codes.of(new float[30][1]), () -> false))
                .hasMessageContaining("at least 20 codes of 2 or more numbers, these are 30 of 1");
        assertThatThrownBy(() -> Planes.Layout.TSNE.of(Codes.of(new float[19][2]), () -> false))
                .hasMessageContaining("these are 19 of 2");
    }
}

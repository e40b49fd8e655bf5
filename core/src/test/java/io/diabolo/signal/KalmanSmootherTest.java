package io.diabolo.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.filtering.kalman.Measurement;
import org.hipparchus.filtering.kalman.ProcessEstimate;
import org.hipparchus.filtering.kalman.linear.LinearEvolution;
import org.hipparchus.filtering.kalman.linear.LinearKalmanFilter;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposer;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;

class KalmanSmootherTest {

    private static final LocalLinearTrend TREND = new LocalLinearTrend(0.08, 0.02, 0.003);
    private static final double[] GAPS = Waves.without(Waves.noisy(40), 0, 12, 13, 14, 15, 30);

    /** Level and standard deviation by statsmodels 0.15, UnobservedComponents with exact diffuse initialisation. */
    private static final double[][] STATSMODELS = {
        {0, 0.32910416092495487, 0.3121849241534501},
        {1, 0.803206905575615, 0.20964115048655022},
        {2, 1.2215854935287573, 0.16522429582448042},
        {5, 2.8161162650365887, 0.1483088265949462},
        {12, 5.673746188987039, 0.21386369756386842},
        {14, 5.904184200743676, 0.23298651298215306},
        {20, 5.036337100807768, 0.14766989411040593},
        {30, 0.4581153697294221, 0.17319538066339812},
        {39, -2.580961889571274, 0.2096269951713717}
    };

    @Test
    void smooth_waveWithGaps_agreesWithStatsmodels() {
        KalmanSmoother.Smoothed smoothed = new KalmanSmoother(TREND).smooth(Waves.signal(GAPS), 0);
        for (double[] row : STATSMODELS) {
            assertThat(smoothed.level()[(int) row[0]]).isCloseTo(row[1], within(1e-5));
            assertThat(smoothed.deviation()[(int) row[0]]).isCloseTo(row[2], within(1e-5));
        }
    }

    @Test
    void logLikelihood_waveWithGaps_agreesWithStatsmodels() {
        assertThat(TrendFit.logLikelihood(Waves.signal(GAPS), 0, TREND)).isCloseTo(-22.238618337189784, within(1e-4));
    }

    /** The general filter and smoother of Hipparchus, which keep matrices for each row. */
    @Test
    void smooth_waveWithGaps_agreesWithHipparchus() {
        RealMatrix transition = MatrixUtils.createRealMatrix(new double[][] {{1, 1}, {0, 1}});
        RealMatrix steps = MatrixUtils.createRealDiagonalMatrix(new double[] {TREND.level(), TREND.slope()});
        RealMatrix seen = MatrixUtils.createRealMatrix(new double[][] {{1, 0}});
        RealMatrix noise = MatrixUtils.createRealMatrix(new double[][] {{TREND.noise()}});
        double[] values = Waves.without(Waves.noisy(40), 12, 13, 14, 15, 30);
        var smoother = new org.hipparchus.filtering.kalman.KalmanSmoother(new QRDecomposer(1e-300));
        LinearKalmanFilter<Row> filter = new LinearKalmanFilter<>(
                new QRDecomposer(1e-300),
                row -> new LinearEvolution(
                        row.first() ? MatrixUtils.createRealIdentityMatrix(2) : transition,
                        null,
                        null,
                        row.first() ? MatrixUtils.createRealMatrix(2, 2) : steps,
                        row.known() ? seen : null),
                new ProcessEstimate(
                        -1,
                        new ArrayRealVector(new double[] {values[0], 0}),
                        MatrixUtils.createRealIdentityMatrix(2).scalarMultiply(1e4)));
        filter.setObserver(smoother);
        IntStream.range(0, values.length).forEach(t -> filter.estimationStep(new Row(t, values[t], noise)));
        List<ProcessEstimate> estimates = new ArrayList<>(smoother.backwardsSmooth());
        KalmanSmoother.Smoothed smoothed = new KalmanSmoother(TREND).smooth(Waves.signal(values), 0);
        for (int t = 0; t < values.length; t++) {
            ProcessEstimate other = estimates.get(t + 1);
            assertThat(smoothed.level()[t]).isCloseTo(other.getState().getEntry(0), within(1e-4));
            assertThat(smoothed.deviation()[t])
                    .isCloseTo(Math.sqrt(other.getCovariance().getEntry(0, 0)), within(1e-4));
        }
    }

    private record Row(int row, double value, RealMatrix noise) implements Measurement {

        boolean first() {
            return row == 0;
        }

        boolean known() {
            return !Double.isNaN(value);
        }

        @Override
        public double getTime() {
            return row;
        }

        @Override
        public RealVector getValue() {
            return new ArrayRealVector(new double[] {value});
        }

        @Override
        public RealMatrix getCovariance() {
            return noise;
        }
    }

    @Test
    void interval_ofTheLevel_holdsItAsOftenAsItSays() {
        LocalLinearTrend trend = new LocalLinearTrend(4, 0.3, 0.001);
        Random random = new Random(11);
        int rows = 20_000;
        double[] truth = new double[rows];
        double[] values = new double[rows];
        double level = 100;
        double slope = 0.1;
        for (int t = 0; t < rows; t++) {
            truth[t] = level;
            values[t] = t % 50 < 10 ? Double.NaN : level + 2 * random.nextGaussian();
            level += slope + Math.sqrt(0.3) * random.nextGaussian();
            slope += Math.sqrt(0.001) * random.nextGaussian();
        }
        Signal signal = Waves.signal(values);
        for (LocalLinearTrend used : List.of(trend, TrendFit.of(signal, 0))) {
            KalmanSmoother.Smoothed smoothed = new KalmanSmoother(used).smooth(signal, 0);
            long within = IntStream.range(0, rows)
                    .filter(t -> truth[t] >= smoothed.lower(t) && truth[t] <= smoothed.upper(t))
                    .count();
            assertThat(within / (double) rows).isCloseTo(0.95, within(0.01));
        }
    }

    @Test
    void smooth_anotherRun_isNotTouched() {
        double[] values = Waves.noisy(40);
        double[] moved = values.clone();
        for (int t = 20; t < 40; t++) {
            moved[t] += 1000;
        }
        KalmanSmoother smoother = new KalmanSmoother(TREND);
        Signal first = Waves.signal(java.util.Arrays.copyOf(values, 20));
        Signal both = Waves.signal(moved).withRuns(0, 20);
        double[] alone = smoother.smooth(first, 0).level();
        assertThat(java.util.Arrays.copyOf(smoother.smooth(both, 0).level(), 20))
                .containsExactly(alone);
    }

    @Test
    void smooth_runWithoutAKnownValue_isUnknown() {
        Signal signal = Waves.signal(1, 2, 3, Double.NaN, Double.NaN).withRuns(0, 3);
        assertThat(new KalmanSmoother(TREND).smooth(signal, 0).level()[4]).isNaN();
        assertThat(new KalmanSmoother(TREND).smooth(signal, 0).level()[2]).isFinite();
    }

    @Test
    void fit_waveWithGaps_isTheMaximumThatStatsmodelsFinds() {
        LocalLinearTrend trend = TrendFit.of(Waves.signal(Waves.without(Waves.noisy(200), 50, 51, 52, 53, 54)), 0);
        assertThat(trend.noise()).isCloseTo(8.27838e-2, within(2e-4));
        assertThat(trend.level()).isLessThan(1e-4);
        assertThat(trend.slope()).isCloseTo(1.16949e-2, within(1e-4));
    }

    @Test
    void fit_knownTrend_isFoundAgain() {
        Random random = new Random(3);
        double[] values = new double[20_000];
        double level = 0;
        for (int t = 0; t < values.length; t++) {
            values[t] = 1e6 + level + 3 * random.nextGaussian();
            level += 2 * random.nextGaussian();
        }
        LocalLinearTrend trend = TrendFit.of(Waves.signal(values), 0);
        assertThat(trend.noise()).isCloseTo(9, within(0.5));
        assertThat(trend.level()).isCloseTo(4, within(0.4));
        assertThat(trend.slope()).isLessThan(0.01);
    }

    @Test
    void smooth_lineWithoutNoise_isThatLine() {
        double[] line = IntStream.range(0, 500).mapToDouble(t -> 7 + 0.25 * t).toArray();
        double[] gaps = Waves.without(line, 100, 101, 102);
        Signal signal = Waves.signal(gaps);
        KalmanSmoother.Smoothed smoothed = new KalmanSmoother(TrendFit.of(signal, 0)).smooth(signal, 0);
        for (int t = 0; t < line.length; t++) {
            assertThat(smoothed.level()[t]).isCloseTo(line[t], within(1e-3));
        }
    }

    @Test
    void fit_ofWhatSaysNothing_isRefused() {
        refused(Waves.signal(IntStream.range(0, 30).mapToDouble(t -> 5).toArray()), "all its values are 5.0");
        refused(Waves.signal(1, 2, 3), "3 known values of 3; a signal needs at least 10");
        refused(Waves.signal(IntStream.range(0, 30).mapToDouble(t -> Double.NaN).toArray()), "0 known values");
    }

    private static void refused(Signal signal, String says) {
        assertThatThrownBy(() -> TrendFit.of(signal, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("waves, column 'wave'")
                .hasMessageContaining(says);
    }
}

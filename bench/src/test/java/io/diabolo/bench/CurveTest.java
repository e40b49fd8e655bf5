package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

    /** Errors 0.08, 0.02, 0.01 after 1, 4 and 16 seconds; a process takes two seconds to begin. */
    private static final Curve CURVE = curve(1, List.of(0.08, 0.02, 0.01), 1);

    static Curve curve(long seed, List<Double> errors, double slowness) {
        double[] seconds = {1, 4, 16};
        double[] epochs = {1, 3, 10};
        List<Curve.Point> points = new java.util.ArrayList<>();
        for (int i = 0; i < errors.size(); i++) {
            points.add(new Curve.Point(
                    epochs[i], slowness * seconds[i], slowness * seconds[i] + 2, List.of(errors.get(i))));
        }
        return new Curve("diabolo", seed, "abc", "how", points);
    }

    @Test
    void secondsTo_betweenPoints_liesOnALineOfLogarithms() {
        // 0.04 is half of the way from 0.08 to 0.02, and 2 half of that from 1 to 4.
        Curve.Reading reading = CURVE.secondsTo(0.04, Curve.Clock.TRAINING);
        assertThat(reading.value()).isCloseTo(2, within(1e-12));
        assertThat(reading.bound()).isEqualTo(Curve.Bound.BETWEEN);
        assertThat(CURVE.secondsTo(0.01, Curve.Clock.TRAINING).value()).isCloseTo(16, within(1e-12));
    }

    @Test
    void secondsTo_fromTheStartOfTheProcess_usesThatClock() {
        assertThat(CURVE.secondsTo(0.04, Curve.Clock.PROCESS).value()).isCloseTo(Math.sqrt(3 * 6), within(1e-12));
    }

    @Test
    void secondsTo_whatTheFirstPointReached_areAtMostItsSeconds() {
        assertThat(CURVE.secondsTo(0.1, Curve.Clock.TRAINING)).isEqualTo(new Curve.Reading(1, Curve.Bound.AT_MOST));
        assertThat(CURVE.secondsTo(0.08, Curve.Clock.TRAINING)).isEqualTo(new Curve.Reading(1, Curve.Bound.BETWEEN));
    }

    @Test
    void secondsTo_whatIsNeverReached_saysSo() {
        Curve.Reading reading = CURVE.secondsTo(0.001, Curve.Clock.TRAINING);
        assertThat(reading.bound()).isEqualTo(Curve.Bound.NEVER);
        assertThat(reading.value()).isNaN();
    }

    @Test
    void secondsTo_whereTheErrorRisesAgain_isTheFirstTime() {
        Curve curve = curve(1, List.of(0.08, 0.02, 0.04), 1);
        assertThat(curve.secondsTo(0.04, Curve.Clock.TRAINING).value()).isCloseTo(2, within(1e-12));
    }

    @Test
    void errorAfter_betweenBeforeAndBehind() {
        assertThat(CURVE.errorAfter(2, Curve.Clock.TRAINING).value()).isCloseTo(0.04, within(1e-12));
        assertThat(CURVE.errorAfter(4, Curve.Clock.TRAINING).value()).isCloseTo(0.02, within(1e-12));
        assertThat(CURVE.errorAfter(0.5, Curve.Clock.TRAINING).bound()).isEqualTo(Curve.Bound.NEVER);
        assertThat(CURVE.errorAfter(100, Curve.Clock.TRAINING)).isEqualTo(new Curve.Reading(0.01, Curve.Bound.AT_MOST));
    }

    @Test
    void median_isTakenPointByPoint_ofTheSeedsThatHaveOne() {
        Curve median = Curve.median(List.of(curve(3, List.of(0.07, 0.01), 2), CURVE, curve(2, List.of(0.06, 0.03), 3)));
        assertThat(median.points())
                .containsExactly(
                        new Curve.Point(1, 2, 4, List.of(0.07)),
                        new Curve.Point(3, 8, 10, List.of(0.02)),
                        new Curve.Point(10, 16, 18, List.of(0.01)));
    }

    @Test
    void error_ofSeveralModels_isTheirMean() {
        assertThat(new Curve.Point(1, 1, 1, List.of(0.1, 0.3)).error()).isCloseTo(0.2, within(1e-12));
    }
}

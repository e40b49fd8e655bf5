package io.diabolo.compress.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BdRateTest {

    private static final double[] DB = {24, 26, 28.5, 31, 33, 35, 38, 40.5};
    private static final double[] BITS = {.1, .17, .26, .4, .62, .9, 1.4, 2.3};

    @Test
    void bdRate_identicalCurves_is0() {
        BdRate rate = BdRate.of(curve("a", DB, BITS), curve("b", DB, BITS));
        assertThat(rate.percent()).isEqualTo(0, within(1e-12));
        assertThat(rate.fromDb()).isEqualTo(24);
        assertThat(rate.toDb()).isEqualTo(40.5);
    }

    @Property
    void bdRate_ratesTimesAFactor_isThatFactor(@ForAll @DoubleRange(min = 0.05, max = 20) double factor) {
        double[] scaled = Arrays.stream(BITS).map(b -> b * factor).toArray();
        Double percent = BdRate.of(curve("a", DB, scaled), curve("b", DB, BITS)).percent();
        assertThat(percent).isEqualTo(100 * (factor - 1), within(1e-8));
    }

    @Test
    void bdRate_ratesHalved_isMinus50AndSaysSo() {
        double[] halved = Arrays.stream(BITS).map(b -> b / 2).toArray();
        BdRate rate = BdRate.of(curve("a", DB, halved), curve("b", DB, BITS));
        assertThat(rate.percent()).isEqualTo(-50, within(1e-10));
        assertThat(rate.text()).isEqualTo("-50.0 % (over 24.0 to 40.5 dB)");
    }

    @Test
    void bdRate_swapped_isTheInverse() {
        double[] other = {.13, .2, .31, .5, .72, 1.1, 1.55, 2.7};
        double there = percent(curve("a", DB, other), curve("b", DB, BITS));
        double back = percent(curve("b", DB, BITS), curve("a", DB, other));
        assertThat((1 + there / 100) * (1 + back / 100)).isEqualTo(1, within(1e-12));
    }

    /** SciPy 1.17.1: PchipInterpolator(...).integrate over 24 to 39 dB. */
    @Test
    void bdRate_curvesOfDifferentPsnr_agreesWithSciPy() {
        double[] db = {23, 25, 27, 30, 32.5, 34, 36, 39};
        double[] bits = {.13, .2, .31, .5, .72, 1.1, 1.55, 2.7};
        Double percent = BdRate.of(curve("a", DB, BITS), curve("b", db, bits)).percent();
        assertThat(percent).isEqualTo(-32.541091324147665, within(1e-10));
    }

    /** Straight lines in log rate: log R = a + s x, so the difference of the means is known. */
    @Test
    void bdRate_exponentialRates_isTheMeanOfTheirDifference() {
        RateCurve ours = curve("a", 20, 40, x -> Math.exp(-4 + 0.10 * x));
        RateCurve theirs = curve("b", 24, 44, x -> Math.exp(-5 + 0.14 * x));
        BdRate rate = BdRate.of(ours, theirs);
        // The overlap is 24 to 40, its middle 32: exp(1 - 0.04 * 32) - 1.
        assertThat(rate.percent()).isEqualTo(100 * Math.expm1(1 - 0.04 * 32), within(1e-10));
    }

    @Test
    void bdRate_overlapUnder6Db_isRefused() {
        BdRate rate = BdRate.of(curve("a", 20, 29.9, x -> x), curve("b", 24, 44, x -> x));
        assertThat(rate.percent()).isNull();
        assertThat(rate.text()).contains("5.9 dB, 6 are needed");
        assertThat(BdRate.of(curve("a", 20, 30.1, x -> x), curve("b", 24, 44, x -> x))
                        .percent())
                .isEqualTo(0, within(0.05));
        assertThat(BdRate.of(curve("a", 20, 22, x -> x), curve("b", 24, 44, x -> x))
                        .text())
                .contains("0.0 dB");
    }

    @Test
    void bdRate_qualitiesOfOnePsnr_takesTheCheaper() {
        double[] db = {24, 30, 30, 36};
        RateCurve twice = curve("a", db, new double[] {.1, .2, .3, .5});
        RateCurve once = curve("b", new double[] {24, 30, 36}, new double[] {.1, .2, .5});
        assertThat(BdRate.of(twice, once).percent()).isEqualTo(0, within(1e-12));
    }

    private static double percent(RateCurve curve, RateCurve reference) {
        return Objects.requireNonNull(BdRate.of(curve, reference).percent());
    }

    private static RateCurve curve(String name, double from, double to, DoubleUnaryOperator bits) {
        double[] db = new double[8];
        double[] rates = new double[8];
        for (int i = 0; i < 8; i++) {
            db[i] = from + (to - from) * i / 7;
            rates[i] = bits.applyAsDouble(db[i]);
        }
        return curve(name, db, rates);
    }

    private static RateCurve curve(String name, double[] db, double[] bits) {
        List<RatePoint> points = new ArrayList<>();
        for (int i = 0; i < db.length; i++) {
            points.add(new RatePoint(i, bits[i], db[i], 0, new RatePoint.Speed(0, 0, 0, 0)));
        }
        return new RateCurve(name, points);
    }
}

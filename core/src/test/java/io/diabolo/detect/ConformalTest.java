package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConformalTest {

    @Test
    void pValue_ofScores_countsThoseAtLeastAsStrange() {
        Conformal conformal = Conformal.of(new double[] {3, 1, 2, 2});
        assertThat(conformal.pValue(0)).isEqualTo(1);
        assertThat(conformal.pValue(2)).isCloseTo(4 / 5.0, within(1e-12));
        assertThat(conformal.pValue(2.5)).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(conformal.pValue(9)).isCloseTo(1 / 5.0, within(1e-12));
        assertThat(conformal.pValue(Double.NaN)).isCloseTo(1 / 5.0, within(1e-12));
    }

    @Test
    void threshold_anyRate_isWherePValuesFallBelow() {
        Random random = new Random(1);
        for (int size : new int[] {19, 20, 99, 100, 137, 1_000}) {
            Conformal conformal = Conformal.of(
                    random.doubles(size).map(x -> Math.round(50 * x)).toArray());
            for (double rate : new double[] {0.05, 0.1, 1 / 3.0}) {
                double threshold = conformal.threshold(rate);
                for (double score = -1; score <= 51; score += 0.5) {
                    assertThat(score > threshold)
                            .as("%d held out, rate %s, score %s", size, rate, score)
                            .isEqualTo(conformal.pValue(score) <= rate + 1e-9);
                }
            }
        }
    }

    /** Over many splits the mean rate of alarms on new normal samples keeps the promise, and comes close to it. */
    @Test
    void threshold_overTwoHundredSplits_keepsThePromise() {
        double rate = 0.02;
        double alarms = 0;
        int splits = 200;
        int fresh = 500;
        for (int split = 0; split < splits; split++) {
            Random random = new Random(split);
            double[] held = random.doubles(120).map(x -> Math.pow(x, -0.7)).toArray(); // heavy tails
            double threshold = Conformal.of(held).threshold(rate);
            alarms += random.doubles(fresh)
                    .map(x -> Math.pow(x, -0.7))
                    .filter(s -> s > threshold)
                    .count();
        }
        double measured = alarms / splits / fresh;
        assertThat(measured).isLessThan(rate + 0.003).isGreaterThan(rate / 2);
    }

    @Test
    void threshold_tooFewHeldOut_saysHowManyItNeeds() {
        assertThat(Conformal.needed(0.01)).isEqualTo(99);
        assertThat(Conformal.needed(0.001)).isEqualTo(999);
        assertThatThrownBy(() -> Conformal.of(new double[98]).threshold(0.01))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("1% needs 99 held-out normal samples, 98 were held out");
        assertThat(Conformal.of(new double[99]).threshold(0.01)).isZero();
    }

    @Test
    void rates_asText_readBack() {
        assertThat(Rates.parse("1%")).isEqualTo(0.01);
        assertThat(Rates.parse("0.1 %")).isCloseTo(0.001, within(1e-12));
        assertThat(Rates.parse("0.05")).isEqualTo(0.05);
        assertThat(Rates.text(0.001)).isEqualTo("0.1%");
        assertThat(Rates.text(0.01)).isEqualTo("1%");
        assertThatThrownBy(() -> Rates.parse("many")).hasMessageContaining("'many' is no rate");
        assertThatThrownBy(() -> Rates.parse("100%")).hasMessageContaining("above 0 and below 1");
    }
}

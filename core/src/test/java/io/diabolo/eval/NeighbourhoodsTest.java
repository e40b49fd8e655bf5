package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

    private static final int N = 40;

    private static float[][] samples() {
        float[][] rows = new float[N][];
        for (int i = 0; i < N; i++) {
            rows[i] = new float[] {
                (float) Math.sin(i * 1.7), (float) Math.cos(i * 0.9), (i * 7 % 13) / 13f, (i * 5 % 11) / 11f
            };
        }
        return rows;
    }

    private static float[][] codes() {
        float[][] rows = new float[N][];
        for (int i = 0; i < N; i++) {
            rows[i] = new float[] {(float) (Math.sin(i * 1.7) + 0.3 * Math.cos(i * 2.1)), (i * 7 % 13) / 13f};
        }
        return rows;
    }

    /** sklearn.manifold.trustworthiness, 1.9.1; continuity is that of the codes' samples. */
    @Test
    void of_samplesAndCodes_equalsScikitLearn() {
        Neighbourhoods three = Neighbourhoods.of(samples(), codes(), 3);
        assertThat(three.trustworthiness()).isCloseTo(0.7388095238095238, within(1e-9));
        assertThat(three.continuity()).isCloseTo(0.8580952380952381, within(1e-9));
        Neighbourhoods five = Neighbourhoods.of(samples(), codes(), 5);
        assertThat(five.trustworthiness()).isCloseTo(0.7778125, within(1e-9));
        assertThat(five.continuity()).isCloseTo(0.84609375, within(1e-9));
    }

    @Test
    void of_sameNeighbours_isOne() {
        assertThat(Neighbourhoods.of(samples(), samples(), 5)).isEqualTo(new Neighbourhoods(1, 1));
    }

    @Test
    void of_tooManyNeighbours_isRefused() {
        assertThatThrownBy(() -> Neighbourhoods.of(samples(), codes(), 20)).hasMessageContaining("under half");
    }
}

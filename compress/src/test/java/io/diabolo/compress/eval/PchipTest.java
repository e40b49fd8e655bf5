package io.diabolo.compress.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PchipTest {

    @Test
    void integral_twoPoints_isThatOfTheLine() {
        Pchip line = new Pchip(new double[] {1, 3}, new double[] {2, 6});
        assertThat(line.integral(1, 3)).isEqualTo(8, within(1e-12));
        assertThat(line.integral(1.5, 2)).isEqualTo(0.5 * 3.5, within(1e-12));
    }

    /**
     * By hand: secants 1 and 3 over steps of 1 give the middle slope 2 * 3 * 1 / (3 + 1) = 1.5 (harmonic mean) and the end
     * slopes (3 * 1 - 3) / 2 = 0 and (3 * 3 - 1) / 2 = 4. A cubic over a step of 1 has the integral (y0 + y1) / 2 + (d0 - d1) / 12.
     */
    @Test
    void integral_threePoints_isThatOfTheCubicsByHand() {
        Pchip curve = new Pchip(new double[] {0, 1, 2}, new double[] {0, 1, 4});
        assertThat(curve.integral(0, 1)).isEqualTo(0.5 - 1.5 / 12, within(1e-12));
        assertThat(curve.integral(1, 2)).isEqualTo(2.5 + (1.5 - 4) / 12, within(1e-12));
    }

    /** SciPy 1.17.1, with a plateau and a valley, where slopes are 0. */
    @Test
    void integral_unevenPoints_agreesWithSciPy() {
        Pchip curve = new Pchip(new double[] {0, 1, 3, 4, 6, 6.5, 8}, new double[] {0, 1, 1.5, 1.2, 4, 4, 9});
        assertThat(curve.integral(0, 8)).isEqualTo(20.41755952, within(1e-8));
        assertThat(curve.integral(.5, 6.2)).isEqualTo(10.40710565, within(1e-8));
    }
}

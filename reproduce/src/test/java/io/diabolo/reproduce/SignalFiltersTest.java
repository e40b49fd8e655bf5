package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SignalFiltersTest {

    /** By PyWavelets 1.8: {@code pywt.dwt(x, 'db4', 'periodization')}. */
    private static final double[] PYWAVELETS = {
        1.2829473703400358,
        0.4580810675282454,
        1.6096979086829966,
        1.4437402844494107,
        0.5103984939316342,
        -0.7602878090280681,
        -1.1624610681890037,
        -0.024496267375117134,
        -0.3021666644952579,
        -0.2011929059463393,
        0.1665471326105899,
        0.18043467594700746,
        0.09587664676561598,
        -0.2363056683996946,
        0.1036376955587541,
        0.3635296469424638
    };

    private static double[] wave() {
        double[] values = new double[16];
        for (int t = 0; t < values.length; t++) {
            values[t] = Math.sin(t / 2.0) + 0.1 * (t * 7 % 5);
        }
        return values;
    }

    @Test
    void analyse_aWave_givesTheCoefficientsOfPyWavelets() {
        double[] values = wave();
        WaveletShrinkage.analyse(values, values.length);
        assertThat(values).containsExactly(PYWAVELETS, within(1e-12));
    }

    @Test
    void synthesise_itsCoefficients_givesTheWaveAgain() {
        double[] values = PYWAVELETS.clone();
        WaveletShrinkage.synthesise(values, values.length);
        assertThat(values).containsExactly(wave(), within(1e-12));
    }

    @Test
    void clean_withoutAThreshold_changesNothing() {
        double[] values = new Random(1).doubles(1_003).toArray();
        assertThat(new WaveletShrinkage(4, 0).clean(values)).containsExactly(values, within(1e-12));
    }

    @Test
    void clean_slowWaveInNoise_isCloserByEachFilter() {
        Random random = new Random(2);
        double[] clean = new double[4_096];
        double[] noisy = new double[clean.length];
        for (int t = 0; t < clean.length; t++) {
            clean[t] = 3 * Math.sin(t / 40.0);
            noisy[t] = clean[t] + random.nextGaussian();
        }
        for (SignalFilter filter :
                new SignalFilter[] {new MovingAverage(9), new RunningMedian(9), new WaveletShrinkage(5, 1)}) {
            assertThat(squares(clean, filter.clean(noisy))).isLessThan(0.3 * squares(clean, noisy));
        }
    }

    private static double squares(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (a[t] - b[t]) * (a[t] - b[t]);
        }
        return sum;
    }

    @Test
    void average_andMedian_areOfWhatIsThereAtTheEnds() {
        double[] values = {1, 2, 30, 4, 5};
        assertThat(new MovingAverage(3).clean(values)).containsExactly(1.5, 11, 12, 13, 4.5);
        assertThat(new RunningMedian(3).clean(values)).containsExactly(1.5, 2, 4, 5, 4.5);
    }
}

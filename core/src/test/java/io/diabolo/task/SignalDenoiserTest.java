package io.diabolo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.RandomGaussianNoise;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.model.UNet;
import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.Signal;
import io.diabolo.signal.SignalNoise;
import io.diabolo.signal.TrendFit;
import io.diabolo.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalDenoiserTest {

    private static final SignalNetwork SMALL = new SignalNetwork(new UNet(8, 12, 2, 5));
    private static final int WINDOW = 64;

    @SuppressWarnings("NullAway.Init")
    private SignalDenoiser denoiser;

    @BeforeAll
    void train() {
        Signal clean = pulses(0, 8_000);
        float[][] windows = new float[480][2 * WINDOW];
        for (int w = 0; w < windows.length; w++) {
            for (int c = 0; c < 2; c++) {
                double[] values = clean.channel(c);
                for (int t = 0; t < WINDOW; t++) {
                    windows[w][c * WINDOW + t] = (float) values[w * 16 + t];
                }
            }
        }
        FloatDataset data = FloatDataset.of("pulses", SampleShape.series(2, WINDOW), windows);
        denoiser = SignalDenoiser.train(
                SMALL,
                new LoadedData(data, data, data, List.of()),
                TrainingPlan.auto()
                        .withSteps(250)
                        .withBatch(32)
                        .withLearningRate(4e-3)
                        .withCorruption(new RandomGaussianNoise(30, 70)),
                TrainingOptions.defaults());
    }

    @AfterAll
    void close() {
        denoiser.close();
    }

    /** Sharp pulses, which no trend foresees, in two channels of different units. */
    private static Signal pulses(int from, int rows) {
        double[][] values = new double[2][rows];
        for (int t = 0; t < rows; t++) {
            int phase = Math.floorMod(from + t, 23);
            values[0][t] = phase == 5 ? 10 : phase == 6 ? 4 : 0;
            values[1][t] = 1000 + (phase < 12 ? -3 : 3);
        }
        return Signal.of("pulses", List.of("a", "b"), values);
    }

    @Test
    void clean_pulsesInNoise_isBetterThanTheSmoother() {
        Signal clean = pulses(100_000, 3_000);
        Signal noisy = SignalNoise.added(clean, new double[] {1, 1.5}, 5);
        Signal cleaned = denoiser.clean(noisy);
        for (int c = 0; c < 2; c++) {
            double smoothed = SignalNoise.snrDb(
                    clean.channel(c),
                    new KalmanSmoother(TrendFit.of(noisy, c)).smooth(noisy, c).level());
            assertThat(SignalNoise.snrDb(clean.channel(c), cleaned.channel(c))).isGreaterThan(smoothed + 2);
        }
    }

    /** Longer than a piece: no row is nearer than half a window to a seam. */
    @Test
    void clean_longSignal_hasNoSeams() {
        Signal noisy = SignalNoise.added(pulses(0, 40_000), new double[] {1, 1.5}, 6);
        double[] whole = denoiser.clean(noisy).channel(0);
        for (int from : new int[] {0, 16_000, 32_000}) {
            double[] part = denoiser.clean(noisy.rows(from, Math.min(from + 4_000, 40_000)))
                    .channel(0);
            int skipped = from == 0 ? 0 : WINDOW;
            for (int t = skipped; t < part.length - WINDOW; t++) {
                assertThat(whole[from + t]).isCloseTo(part[t], org.assertj.core.api.Assertions.within(1e-3));
            }
        }
    }

    @Test
    void clean_gapsAndAnyLength_leavesNothingOpen() {
        for (int rows : new int[] {64, 65, 127, 1_001}) {
            double[][] values = {pulses(0, rows).channel(0), pulses(0, rows).channel(1)};
            values[0][0] = Double.NaN;
            values[1][30] = Double.NaN;
            Signal cleaned = denoiser.clean(Signal.of("gaps", List.of("a", "b"), values));
            assertThat(cleaned.length()).isEqualTo(rows);
            assertThat(Arrays.stream(cleaned.channel(0)).allMatch(Double::isFinite))
                    .isTrue();
            assertThat(cleaned.channel(1)[30]).isBetween(990.0, 1010.0);
        }
    }

    @Test
    void clean_whatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> denoiser.clean(pulses(0, 63)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("63 rows")
                .hasMessageContaining("64 of a window");
        assertThatThrownBy(() -> denoiser.clean(pulses(0, 640).select(List.of("a"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("1 channels [a], the model takes 2");
    }

    @Test
    void config_windowThatDoesNotHalve_isRefused() {
        assertThatThrownBy(() -> SignalNetwork.usual().config(SampleShape.series(1, 100)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("multiple of 64")
                .hasMessageContaining("use 128");
    }
}

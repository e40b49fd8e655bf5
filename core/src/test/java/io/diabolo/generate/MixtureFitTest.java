package io.diabolo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.GaussianMixture;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MixtureFitTest {

    /** A third of the points lie around (3, -1), the others around (-1, 1). */
    private static Codes points(int count) {
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            double a = (i * 0.6180339887498949 + 0.5) % 1.0;
            double b = (i * 0.7548776662466927 + 0.25) % 1.0;
            double r = Math.sqrt(-2 * Math.log(a + 1e-9));
            double u = r * Math.cos(2 * Math.PI * b);
            double v = r * Math.sin(2 * Math.PI * b);
            rows[i] = i % 3 == 0
                    ? new float[] {(float) (3 + 0.5 * u), (float) (-1 + 0.5 * u + 0.7 * v)}
                    : new float[] {(float) (-1 + 1.2 * u), (float) (1 - 0.6 * u + 0.4 * v)};
        }
        return Codes.of(rows);
    }

    /** scikit-learn 1.7: GaussianMixture(2, tol=1e-7, reg_covar=1e-6) from this start, on {@code points(600)}. */
    @Test
    void improve_fromTheSameStart_endsWhereScikitLearnDoes() {
        GaussianMixture start = new GaussianMixture(
                new double[] {0.5, 0.5}, new double[][] {{2, 0}, {-2, 0}}, new double[][] {{1, 0, 0, 1}, {1, 0, 0, 1}});
        GaussianMixture mixture = MixtureFit.improve(points(600), start, 1e-6, 1e-6, () -> false);

        assertThat(mixture.weight(0)).isCloseTo(0.33708315, within(1e-4));
        assertThat(mixture.mean(0)).containsExactly(new double[] {3.00036269, -0.99639584}, within(1e-3));
        assertThat(mixture.mean(1)).containsExactly(new double[] {-1.03010191, 1.01107992}, within(1e-3));
        assertThat(mixture.covariance(0))
                .containsExactly(new double[] {0.24747775, 0.22846826, 0.22846826, 0.69848945}, within(1e-3));
        assertThat(mixture.covariance(1))
                .containsExactly(new double[] {1.44240959, -0.7261008, -0.7261008, 0.52630579}, within(1e-3));
        assertThat(MixtureFit.nats(points(600), mixture)).isCloseTo(2.623128339, within(1e-4));
        try (TensorScope scope = TensorScope.open("test")) {
            double[] logs = mixture.logDensity(Tensor.of(new float[] {0, 0, 3, -1}, 2, 2))
                    .toDoubles();
            assertThat(logs).containsExactly(new double[] {-2.64050003, -1.86286408}, within(1e-3));
        }
    }

    @Test
    void choose_ofTwoClusters_takesTwoComponentsThatFindThem() {
        long before = TensorScope.liveTensors();
        MixtureFit.Choice choice = MixtureFit.choose(points(600), points(300), List.of(1, 2), 0);
        assertThat(choice.mixture().components()).isEqualTo(2);
        assertThat(choice.validationNats()).isBetween(2.4, 2.8);
        assertThat(choice.mixture().mean()[0]).isCloseTo(0.33, within(0.05));
        assertThat(choice.mixture().deviations()[0]).isCloseTo(2.14, within(0.1));
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void sample_ofAFittedMixture_hasItsMomentsAndComesAgainWithItsSeed() {
        GaussianMixture mixture = MixtureFit.fit(points(600), 2, 0);
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(5);
                Generator again = Generator.of(5)) {
            Tensor drawn = mixture.sample(20_000, 1, random);
            assertThat(drawn.toFloats())
                    .isEqualTo(mixture.sample(20_000, 1, again).toFloats());
            double[] mean = drawn.mean(0).toDoubles();
            assertThat(mean).containsExactly(mixture.mean(), within(0.05));
            double[] variance = drawn.sub(drawn.mean(0)).square().mean(0).toDoubles();
            assertThat(Math.sqrt(variance[0])).isCloseTo(mixture.deviations()[0], within(0.05));
            // What is drawn is as probable as what it was fitted to.
            assertThat(-mixture.logDensity(drawn).mean().item())
                    .isCloseTo(MixtureFit.nats(points(600), mixture), within(0.1));
            // Cold samples are the means of the components.
            double cold = mixture.sample(1_000, 0.01, random)
                    .narrow(1, 0, 1)
                    .abs()
                    .mean()
                    .item();
            assertThat(cold).isCloseTo(0.337 * 3 + 0.663 * 1.03, within(0.1));
        }
    }

    @Test
    void fit_unitsThatCarryNothing_staysPositiveDefinite() {
        float[][] rows = new float[500][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {(float) Math.sin(i), 2 * (float) Math.sin(i), 0};
        }
        GaussianMixture mixture = MixtureFit.fit(Codes.of(rows), 3, 0);
        assertThat(MixtureFit.nats(Codes.of(rows), mixture)).isFinite();
    }

    @Test
    void fit_badInput_isRefused() {
        assertThatThrownBy(() -> MixtureFit.fit(points(5), 5, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("fewer than the 5 codes");
        assertThatThrownBy(() -> MixtureFit.fit(Codes.of(new float[10][3]), 2, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("collapsed");
        assertThatThrownBy(() -> new GaussianMixture(new double[] {0.5}, new double[1][1], new double[1][1]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("whose sum is 1");
        assertThatThrownBy(() -> new GaussianMixture(new double[] {1}, new double[1][1], new double[1][1]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("not positive definite");
    }

    @Test
    void fit_thatIsStopped_endsAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> MixtureFit.choose(
                        points(600), points(300), List.of(1, 2, 5), 0, () -> asked.incrementAndGet() > 30))
                .isInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(31);
    }
}

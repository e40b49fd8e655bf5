package io.diabolo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.CodeGrid;
import io.diabolo.model.bottleneck.CodeNetwork;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** An autoregressive prior against distributions that are known. */
class CodeNetworkFitTest {

    private static final CodeGrid GRID = new CodeGrid(2, 3, 4);

    /** Each number is the one to its left plus 0 or 1, modulo 4; the first of a row is drawn evenly. */
    private static int[][] chains(int count, long seed) {
        Random random = new Random(seed);
        int[][] samples = new int[count][GRID.size()];
        for (int[] sample : samples) {
            for (int place = 0; place < sample.length; place++) {
                sample[place] = place % 3 == 0 ? random.nextInt(4) : (sample[place - 1] + random.nextInt(2)) % 4;
            }
        }
        return samples;
    }

    @Test
    void nats_ofAnyNetwork_areThoseOfADistribution() {
        CodeGrid small = new CodeGrid(1, 3, 3);
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                CodeNetwork network = CodeNetwork.create(small, 3)) {
            int[][] all = new int[27][];
            for (int i = 0; i < all.length; i++) {
                all[i] = new int[] {i / 9, i / 3 % 3, i % 3};
            }
            double sum = Arrays.stream(network.nats(all).toDoubles())
                    .map(nats -> Math.exp(-nats))
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void fit_chains_reachesTheirEntropy_andDrawsChains() {
        CodeNetworkFit.Fitted fitted = CodeNetworkFit.fit(
                GRID, chains(4_000, 1), chains(500, 2), new CodeNetworkFit.Length(400, 0), () -> false);
        try (CodeNetwork network = fitted.network();
                TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(7)) {
            double entropy = 2 * Math.log(4) + 4 * Math.log(2);
            assertThat(fitted.validationNats()).isBetween(entropy - 0.15, entropy + 0.15);
            assertThat(fitted.independentNats()).isCloseTo(6 * Math.log(4), within(0.1));
            int right = 0;
            int[][] drawn = network.sample(500, 1, random);
            for (int[] sample : drawn) {
                for (int place : new int[] {1, 2, 4, 5}) {
                    int step = Math.floorMod(sample[place] - sample[place - 1], 4);
                    right += step < 2 ? 1 : 0;
                }
            }
            assertThat(right / 2_000.0).isGreaterThan(0.97);
            int[] first = Arrays.stream(drawn).mapToInt(sample -> sample[0]).toArray();
            assertThat(Arrays.stream(first).filter(number -> number == 0).count())
                    .isBetween(80L, 170L);
        }
    }

    @Test
    void fit_thatIsStopped_endsAtOnce() {
        assertThatThrownBy(() -> CodeNetworkFit.fit(GRID, chains(50, 1), chains(50, 2), 0, () -> true))
                .isInstanceOf(CancellationException.class);
        long before = TensorScope.liveTensors();
        assertThatThrownBy(() -> CodeNetworkFit.fit(GRID, chains(50, 1), chains(50, 2), 0, () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void badInput_isRefused() {
        assertThatThrownBy(() -> new CodeGrid(0, 3, 4)).isInstanceOf(BadInputException.class);
        try (TensorScope scope = TensorScope.open("test");
                CodeNetwork network = CodeNetwork.create(GRID, 1)) {
            assertThatThrownBy(() -> network.nats(new int[] {0, 0, 0, 0, 0, 4}))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("from 0 to 3");
        }
    }
}

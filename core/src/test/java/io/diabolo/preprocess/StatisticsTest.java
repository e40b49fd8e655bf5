package io.diabolo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learned from chunks is what is learned from the whole. */
class StatisticsTest {

    private static final int COUNT = 30_000;
    private static final double[] VALUES =
            new Random(1).doubles(COUNT, 1e6, 1e6 + 1).toArray();

    /** Uneven chunks, the first of them empty. */
    private static final int[] ENDS = {0, 7, 12_000, 12_001, COUNT};

    @Test
    void moments_ofChunks_areThoseOfTheWhole() {
        Moments merged = new Moments();
        int from = 0;
        for (int end : ENDS) {
            Moments chunk = new Moments();
            Arrays.stream(VALUES, from, end).forEach(chunk::add);
            merged.merge(chunk);
            from = end;
        }
        double mean = Arrays.stream(VALUES).average().orElseThrow();
        double variance = Arrays.stream(VALUES)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(merged.count()).isEqualTo(COUNT);
        assertThat(merged.mean()).isCloseTo(mean, within(1e-6));
        assertThat(merged.deviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
        assertThat(merged.min()).isEqualTo(Arrays.stream(VALUES).min().orElseThrow());
        assertThat(merged.max()).isEqualTo(Arrays.stream(VALUES).max().orElseThrow());
    }

    @Test
    void moments_ofNothing_areZero() {
        Moments nothing = new Moments();
        nothing.merge(new Moments());
        assertThat(nothing.count()).isZero();
        assertThat(nothing.mean()).isZero();
        assertThat(nothing.deviation()).isZero();
    }

    @Test
    void quantileSample_ofChunksInAnyOrder_isThatOfTheWhole() {
        QuantileSample whole = new QuantileSample();
        QuantileSample first = new QuantileSample();
        QuantileSample second = new QuantileSample();
        for (int row = 0; row < COUNT; row++) {
            whole.add(row, VALUES[row]);
        }
        for (int row = COUNT - 1; row >= 0; row--) {
            (row % 3 == 0 ? first : second).add(row, VALUES[row]);
        }
        second.merge(first);
        double[] probabilities = {0, 0.01, 0.25, 0.5, 0.75, 1};
        assertThat(second.quantiles(probabilities)).isEqualTo(whole.quantiles(probabilities));
        assertThat(whole.quantiles(0.25, 0.5, 0.75))
                .containsExactly(new double[] {1e6 + 0.25, 1e6 + 0.5, 1e6 + 0.75}, within(0.03));
    }

    @Test
    void quantileSample_ofFewValues_interpolatesBetweenAllOfThem() {
        QuantileSample sample = new QuantileSample();
        double[] values = {4, 1, 3, 2};
        for (int row = 0; row < values.length; row++) {
            sample.add(row, values[row]);
        }
        assertThat(sample.quantiles(0, 0.5, 0.9, 1)).containsExactly(new double[] {1, 2.5, 3.7, 4}, within(1e-12));
    }
}

package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnRowsTest {

    @Test
    void of_someRows_areDifferentOnesAndTheSameForASeed() {
        int[] rows = DrawnRows.of(20, 100, new SplittableRandom(1));
        assertThat(rows).hasSize(20).doesNotHaveDuplicates();
        assertThat(IntStream.of(rows)).allMatch(row -> row >= 0 && row < 100);
        assertThat(DrawnRows.of(20, 100, new SplittableRandom(1))).isEqualTo(rows);
        assertThat(DrawnRows.of(20, 100, new SplittableRandom(2))).isNotEqualTo(rows);
    }

    @Test
    void of_allRows_isAPermutation() {
        assertThat(DrawnRows.of(50, 50, new SplittableRandom(1)))
                .containsExactlyInAnyOrder(IntStream.range(0, 50).boxed().toArray(Integer[]::new));
        assertThat(DrawnRows.of(0, 0, new SplittableRandom(1))).isEmpty();
    }

    /** A mean of 20,000 draws is within four standard errors. */
    @Test
    void of_oneRow_isEachAsOften() {
        SplittableRandom random = new SplittableRandom(3);
        double mean = IntStream.range(0, 20_000)
                .map(i -> DrawnRows.of(1, 10, random)[0])
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(4.5 - 4 * 2.88 / Math.sqrt(20_000), 4.5 + 4 * 2.88 / Math.sqrt(20_000));
    }
}

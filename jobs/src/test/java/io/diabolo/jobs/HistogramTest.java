package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void values_atBothEnds_areInTheFirstAndTheLastBin() {
        Histogram histogram = Histogram.of(-1, 1, DoubleStream.of(-1, -1, 1, 0.999, 0));
        assertThat(histogram.counts()).hasSize(24);
        assertThat(histogram.counts().get(0)).isEqualTo(2);
        assertThat(histogram.counts().get(23)).isEqualTo(2);
        assertThat(histogram.counts().get(12)).isEqualTo(1);
    }

    @Test
    void values_missingOrOutside_areNotCounted() {
        Histogram histogram = Histogram.of(0, 1, DoubleStream.of(Double.NaN, -1, 2, 0.5));
        assertThat(histogram.counts().stream().mapToInt(count -> count).sum()).isEqualTo(1);
    }
}

package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void median_ofOddAndEven_isTheMiddle() {
        assertThat(Statistics.median(List.of(5.0, 1.0, 3.0))).isEqualTo(3);
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 100.0))).isEqualTo(3.5);
        assertThat(Statistics.median(List.of())).isNaN();
    }

    @Test
    void spread_hasBothEnds() {
        assertThat(Statistics.spread(List.of(2.0, 9.0, 4.0))).isEqualTo(new Statistics.Spread(4, 2, 9));
    }

    @Property(tries = 50)
    void powerLaw_ofExactPoints_findsItsExponent(
            @ForAll @DoubleRange(min = -3, max = 3) double exponent,
            @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
        List<Double> x = List.of(1.0, 4.0, 10.0, 1_000.0);
        List<Double> y =
                x.stream().map(value -> factor * Math.pow(value, exponent)).toList();
        Statistics.PowerLaw law = Statistics.powerLaw(x, y);
        assertThat(law.exponent()).isCloseTo(exponent, within(1e-9));
        assertThat(law.factor()).isCloseTo(factor, within(1e-6 * factor));
    }

    @Test
    void line_ofScatteredPoints_isTheLeastSquaresOne() {
        Statistics.Line line = Statistics.line(new double[] {0, 1, 2}, new double[] {1, 2, 6});
        assertThat(line.slope()).isCloseTo(2.5, within(1e-12));
        assertThat(line.offset()).isCloseTo(0.5, within(1e-12));
        assertThat(line.determination()).isCloseTo(12.5 / 14, within(1e-12));
    }

    @Test
    void line_ofOnePoint_isRefused() {
        assertThatThrownBy(() -> Statistics.line(new double[] {1}, new double[] {1}))
                .hasMessageContaining("two points");
    }
}

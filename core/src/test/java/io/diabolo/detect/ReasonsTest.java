package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void number_ofAnySize_isWhatTheFormatterWrites() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 9));
            assertIsFormatted(i % 2 == 0 ? value : (float) value);
        }
        for (double value : new double[] {
            0,
            -0.0,
            1,
            10,
            100,
            1_000,
            9_998.5,
            9_999.4,
            9_999.5,
            0.5,
            0.001,
            0.0009999,
            12.345,
            1.2345,
            99.995,
            999.96,
            Double.NaN,
            Double.NEGATIVE_INFINITY
        }) {
            assertIsFormatted(value);
        }
    }

    private static void assertIsFormatted(double value) {
        assertThat(Reasons.number(value)).isEqualTo(String.format(Locale.ROOT, "%.4g", value));
    }
}

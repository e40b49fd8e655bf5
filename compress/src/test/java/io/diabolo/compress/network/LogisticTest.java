package io.diabolo.compress.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticTest {

    /** In doubles, and by the shorter formula where that loses no digits. */
    private static double reference(double value, double scale) {
        double a = (Math.abs(value) + 0.5) / scale;
        double b = (Math.abs(value) - 0.5) / scale;
        // sigmoid(-b) - sigmoid(-a) = (exp(-b) - exp(-a)) / ((1 + exp(-a)) (1 + exp(-b))), with exp(-b) in front
        double inFront = b > 0 ? -b : 0;
        double difference = b > 0 ? -Math.expm1(b - a) : Math.exp(-b) - Math.exp(-a);
        return -inFront - Math.log(difference) + Math.log1p(Math.exp(-a)) + Math.log1p(Math.exp(-b));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1",
        "0.4, 0.1",
        "-0.5, 0.1",
        "3, 0.1",
        "-700, 0.1",
        "0, 1",
        "2.3, 1",
        "-40, 1",
        "0, 256",
        "-511.7, 256",
        "30000, 256",
        "1e-3, 17"
    })
    void nats_ofAnyValue_agreeWithDoublePrecision(double value, double scale) {
        try (TensorScope scope = TensorScope.open("test")) {
            double expected = reference(value, scale);
            assertThat(Logistic.nats(Tensor.scalar(value), Tensor.scalar(scale)).item())
                    .isCloseTo(expected, within(1e-4 * Math.max(1, expected)));
        }
    }

    @Test
    void nats_farInTheTail_haveAGradientTowardsTheMean() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor value = Tensor.scalar(5000).requireGradient();
            Tensor size = Tensor.scalar(0.1).requireGradient();
            Logistic.nats(value, size).backward();
            assertThat(Objects.requireNonNull(value.gradient()).item()).isCloseTo(10, within(1e-3));
            assertThat(Objects.requireNonNull(size.gradient()).item())
                    .isNegative()
                    .isFinite();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1", "1", "30"})
    void probability_ofAllWholeNumbers_sumsToOne(double scale) {
        double sum = 0;
        for (int r = -2000; r <= 2000; r++) {
            sum += Logistic.probability(r, scale);
            assertThat(Logistic.probability(r, scale)).isEqualTo(Logistic.probability(-r, scale));
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(-Math.log(Logistic.probability(3, scale))).isCloseTo(reference(3, scale), within(1e-6));
    }

    @Test
    void scale_ofTheFirstAndLastTable_isTwentiethAndTwoHundredFiftySix() {
        try (TensorScope scope = TensorScope.open("test")) {
            assertThat(Logistic.scale(0.0)).isCloseTo(0.05, within(1e-12));
            assertThat(Logistic.scale(63.0)).isCloseTo(256, within(1e-9));
            assertThat(Logistic.scale(Tensor.scalar(20.5)).item()).isCloseTo(Logistic.scale(20.5), within(1e-4));
            double index = Logistic.index(Math.PI / Math.sqrt(3) * Logistic.scale(41.25)); // deviation of that scale
            assertThat(index).isCloseTo(41.25, within(1e-9));
        }
    }
}

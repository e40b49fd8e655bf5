package io.diabolo.compress.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AnnealedRoundingTest {

    @Test
    void quantised_cold_isTheNearestWholeNumberFromTheMeanWhereAnythingIsCoded() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            AnnealedRounding cold = new AnnealedRounding(0.01, random);
            assertThat(cold.quantised(values(2.1f, 3.4f, -0.8f, 5.2f), expected(0.5f, 10), 0)
                            .toFloats())
                    .containsExactly(2.5f, 3.5f, -0.5f, 5.5f);
            assertThat(cold.quantised(values(2.1f, 3.4f, -0.8f, 5.2f), expected(0.25f, -3), 0)
                            .toFloats())
                    .containsOnly(0.25f);
            assertThat(cold.quantised(values(2.1f, 3.4f, -0.8f, 5.2f), expected(0, -3), 1)
                            .toFloats())
                    .containsExactly(2, 3, -1, 5);
        }
    }

    @Test
    void quantised_warm_isBetweenNeighboursAndHasAGradient() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor y = values(0.3f, 0.5f, 0.6f, 0.7f).requireGradient();
            Tensor soft = new AnnealedRounding(0.5, random).quantised(y, expected(0, 10), 0);
            for (float value : soft.toFloats()) {
                assertThat(value).isBetween(0f, 1f);
            }
            soft.sum().backward();
            for (float slope : Objects.requireNonNull(y.gradient()).toFloats()) {
                assertThat(slope).isPositive();
            }
        }
    }

    @Test
    void nats_uncoded_areNone() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            AnnealedRounding rounding = new AnnealedRounding(0.5, random);
            Tensor y = values(1, 1, 1, 1);
            assertThat(rounding.nats(y, y, expected(0, -3), 0).toFloats()).containsOnly(0);
            assertThat(rounding.nats(y, y, expected(0, -3), 1).sum().item()).isGreaterThan(10);
        }
    }

    private static Tensor values(float... values) {
        return Tensor.of(values, 1, 1, 2, 2);
    }

    private static ContextNetwork.Expectation expected(float mean, float index) {
        return new ContextNetwork.Expectation(Tensor.full(mean, 1, 1, 2, 2), Tensor.full(index, 1, 1, 2, 2));
    }
}

package io.diabolo.compress.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RoundingTest {

    @Test
    void round_halves_goUp() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {-1.5f, -0.5f, 0.4f, 0.5f, 2.5f}, 5);
            assertThat(Rounding.round(x).toFloats()).containsExactly(-1, 0, 0, 1, 3);
        }
    }

    @Test
    void straightThrough_hasTheValuesOfOneAndTheGradientOfTheOther() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {0.3f, 1.8f}, 2).requireGradient();
            Tensor rounded = Rounding.straightThrough(Rounding.round(x), x);
            assertThat(rounded.toFloats()).containsExactly(0, 2);
            rounded.square().sum().backward(); // d(r^2)/dx = 2 r where r counts as x
            assertThat(Objects.requireNonNull(x.gradient()).toFloats()).containsExactly(0, 4);
        }
    }

    @Test
    void leakyClamp_outside_isLimitedAndKeepsATenthOfTheGradientWhereItLeadsBack() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.of(new float[] {-5, -5, 1.5f, 1.5f, 70}, 5).requireGradient();
            Tensor back = Tensor.of(new float[] {1, 0, 1, 0, 0}, 5);
            Tensor limited = Rounding.leakyClamp(x, 0, 63, back);
            assertThat(limited.toFloats()).containsExactly(0, 0, 1.5f, 1.5f, 63);
            limited.sum().backward();
            assertThat(Objects.requireNonNull(x.gradient()).toFloats()).containsExactly(0.1f, 0, 1, 1, 0.1f);
        }
    }
}

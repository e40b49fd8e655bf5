package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class FastLinearTest {

    @Test
    void linear_withoutGradients_givesTheValuesOfTheOneWith() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Tensor weight = Tensor.normal(random, 32, 784).requireGradient();
            Tensor bias = Tensor.normal(random, 32).requireGradient();
            for (int rows : new int[] {1, 300}) {
                Tensor x = Tensor.normal(random, rows, 784);
                for (Precision precision : Precision.values()) {
                    // Values deviate by sqrt(784) = 28; in bfloat16 both kernels round them to 1/256 of themselves.
                    double tolerance = precision == Precision.FP32 ? 1e-3 : 28.0 / 256;
                    try (Autocast autocast = Autocast.open(precision, Device.CPU)) {
                        Tensor expected = x.linear(weight, bias);
                        try (NoGrad noGrad = NoGrad.open()) {
                            assertThat(FastLinear.fits(x, weight, bias))
                                    .isEqualTo(precision == Precision.FP32
                                            || (rows == 1 && Precision.bf16IsFast(Device.CPU)));
                            Tensor actual = x.linear(weight, bias);
                            assertThat(actual.type()).isEqualTo(expected.type());
                            assertThat(actual.sub(expected).abs().sum().item() / rows / 32)
                                    .isCloseTo(0, within(tolerance));
                        }
                    }
                }
            }
        }
    }

    @Test
    void linear_whereGradientsAreRecorded_hasOne() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor weight = Tensor.full(2, 3, 5).requireGradient();
            Tensor x = Tensor.full(1, 4, 5);
            assertThat(FastLinear.fits(x, weight, Tensor.zeros(3))).isFalse();
            x.linear(weight, Tensor.zeros(3)).sum().backward();
            assertThat(Objects.requireNonNull(weight.gradient()).sum().item()).isEqualTo(60);
        }
    }

    @Test
    void linear_thousandTimes_leavesNoTensors() {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open()) {
            Tensor x = Tensor.full(1, 4, 5);
            Tensor weight = Tensor.full(2, 3, 5);
            Tensor bias = Tensor.zeros(3);
            long before = TensorScope.liveTensors();
            for (int i = 0; i < 1_000; i++) {
                try (TensorScope step = TensorScope.open("step")) {
                    assertThat(x.linear(weight, bias).sum().item()).isEqualTo(120);
                }
            }
            assertThat(TensorScope.liveTensors()).isEqualTo(before);
        }
    }
}

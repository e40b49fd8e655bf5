package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AutocastTest {

    /** The trap: with the cache of cast weights kept, the second step's forward still uses the first step's weights. */
    @Test
    void close_afterTheWeightsChanged_usesTheNewOnes() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3)) {
            Tensor x = Tensor.normal(random, 4, 3, 8, 8);
            Tensor weight = Tensor.normal(random, 5, 3, 3, 3).requireGradient();
            Tensor bias = Tensor.zeros(5);
            double before = forward(x, weight, bias);
            weight.assignInPlace(Tensor.zeros(5, 3, 3, 3));
            assertThat(before).isNotZero();
            assertThat(forward(x, weight, bias)).isZero();
        }
    }

    private static double forward(Tensor x, Tensor weight, Tensor bias) {
        try (Autocast autocast = Autocast.open(Precision.BF16, Device.CPU)) {
            return x.conv2d(weight, bias, 1, 1)
                    .to(DataType.FLOAT32)
                    .square()
                    .sum()
                    .item();
        }
    }

    @Test
    void bf16_product_isComputedInBfloat16_outsideInFloat32() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.full(1, 2, 2);
            try (Autocast autocast = Autocast.open(Precision.BF16, Device.CPU)) {
                assertThat(x.matmul(x).type()).isEqualTo(DataType.BFLOAT16);
            }
            assertThat(x.matmul(x).type()).isEqualTo(DataType.FLOAT32);
            try (Autocast autocast = Autocast.open(Precision.FP32, Device.CPU)) {
                assertThat(x.matmul(x).type()).isEqualTo(DataType.FLOAT32);
            }
        }
    }

    @Test
    void suspend_inside_isInFloat32_andBfloat16GoesOnAfterIt() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor x = Tensor.full(1.001, 2, 2); // not a bfloat16
            double exact = x.matmul(x).sum().item();
            try (Autocast autocast = Autocast.open(Precision.BF16, Device.CPU)) {
                try (Autocast suspended = Autocast.suspend()) {
                    assertThat(x.matmul(x).type()).isEqualTo(DataType.FLOAT32);
                    assertThat(x.matmul(x).sum().item()).isEqualTo(exact);
                }
                assertThat(x.matmul(x).type()).isEqualTo(DataType.BFLOAT16);
            }
            try (Autocast suspended = Autocast.suspend()) {
                assertThat(x.matmul(x).type()).isEqualTo(DataType.FLOAT32);
            }
            assertThat(x.matmul(x).type()).isEqualTo(DataType.FLOAT32);
        }
    }

    @Test
    void training_inBf16_reachesTheLossOfFp32() {
        assertThat(train(Precision.BF16)).isLessThan(1.05 * train(Precision.FP32) + 1e-3);
    }

    private static double train(Precision precision) {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(5)) {
            Tensor x = Tensor.normal(random, 32, 1, 8, 8);
            Tensor target = x.mul(0.5);
            Tensor weight = Tensor.normal(random, 1, 1, 3, 3).requireGradient();
            Tensor bias = Tensor.zeros(1).requireGradient();
            double loss = 0;
            try (Optimizer adam = Optimizer.create(Optimizer.Kind.ADAM, List.of(weight, bias), 0)) {
                for (int i = 0; i < 200; i++) {
                    try (TensorScope step = TensorScope.open("step")) {
                        Tensor error;
                        try (Autocast autocast = Autocast.open(precision, Device.CPU)) {
                            error = x.conv2d(weight, bias, 1, 1)
                                    .sub(target)
                                    .square()
                                    .mean();
                        }
                        Gradients.clear(List.of(weight, bias));
                        error.backward();
                        adam.step(0.05);
                        loss = error.item();
                    }
                }
            }
            return loss;
        }
    }
}

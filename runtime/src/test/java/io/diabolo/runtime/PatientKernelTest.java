package io.diabolo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientKernelTest {

    @Test
    void before_soMuchWasComputed_isTheScalarKernel_andThenTheVectorKernel() {
        AtomicLong done = new AtomicLong();
        Kernel kernel = new PatientKernel(done, 1000);
        Kernel first = kernel.before(500);
        assertThat(first.name()).isEqualTo("scalar");
        assertThat(kernel.name()).isEqualTo("scalar");
        assertThat(kernel.before(499)).isSameAs(first);
        assertThat(kernel.before(1).name())
                .isEqualTo(Kernel.vector().orElseThrow().name());
        assertThat(kernel.before(1)).isSameAs(kernel.before(1));
        assertThat(kernel.name()).startsWith("vector");
    }

    @Test
    void before_aLargeLayer_isTheVectorKernelFromThereOn() {
        Kernel kernel = new PatientKernel(new AtomicLong(), 2_000_000_000);
        assertThat(kernel.before(999_999_999).name()).isEqualTo("scalar");
        assertThat(kernel.before(1_000_000_000).name()).startsWith("vector");
        assertThat(kernel.before(1).name()).startsWith("vector");
    }

    @Test
    void apply_beforeAndAfterTheChange_hasTheSameBits() {
        Convolution.Shape shape = Convolution.Shape.of(40, 3, 3).withLeak();
        float[] weights = new float[40 * 27];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        FeatureMap x = FeatureMap.zeros(5, 6, 3);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) Math.cos(i);
        }
        AtomicLong done = new AtomicLong();
        Kernel kernel = new PatientKernel(done, 2 * 40 * 27 * 30);
        Convolution layer = Convolution.of(kernel, shape, weights, new float[40]);
        try (Workers workers = Workers.of(1)) {
            float[] first = layer.apply(x, workers).values();
            assertThat(done.get()).isEqualTo(40 * 27 * 30);
            assertThat(kernel.name()).isEqualTo("scalar");
            done.set(2 * 40 * 27 * 30);
            assertThat(kernel.name()).startsWith("vector");
            assertThat(layer.apply(x, workers).values()).isEqualTo(first);
        }
    }
}

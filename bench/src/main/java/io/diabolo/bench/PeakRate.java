package io.diabolo.bench;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;

/** The rate of a large product: what the machine can do at most. */
final class PeakRate {

    private static final int TIMES = 6;

    private PeakRate() {}

    /** The best of several products of two [size, size] matrices. */
    static Protocol.Rates measure(int size) {
        return new Protocol.Rates(rate(size, DataType.FLOAT32), rate(size, DataType.BFLOAT16));
    }

    private static double rate(int size, DataType type) {
        double best = Double.POSITIVE_INFINITY;
        try (TensorScope scope = TensorScope.open("peak");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(1)) {
            Tensor a = Tensor.normal(random, size, size).to(type);
            for (int i = 0; i < TIMES; i++) {
                try (TensorScope product = TensorScope.open("product")) {
                    long start = System.nanoTime();
                    a.matmul(a);
                    best = Math.min(best, Task.secondsSince(start));
                }
            }
        }
        return 2e-9 * size * size * size / best;
    }
}

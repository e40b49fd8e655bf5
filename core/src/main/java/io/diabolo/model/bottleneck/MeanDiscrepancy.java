package io.diabolo.model.bottleneck;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.Tensor;
import java.util.stream.DoubleStream;

/**
 * The squared maximum mean discrepancy of two sets of codes, without bias, by the inverse multiquadratic kernel at seven scales:
 *
 * <pre>{@code
 * k(a, b) = sum over s of  2 D s / (2 D s + |a - b|^2),   s in 0.1, 0.2, 0.5, 1, 2, 5, 10
 * MMD = mean k(x, x') + mean k(y, y') - 2 mean k(x, y),   x and x' different samples
 * }</pre>
 *
 * It is about 0, and may be below it, where both are drawn from one distribution.
 *
 * @source Gretton et al. 2012, lemma 6; Tolstikhin et al. 2018, section 4 and code (kernel and scales, for a unit normal prior)
 */
final class MeanDiscrepancy {

    private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

    private MeanDiscrepancy() {}

    /**
     * A scalar.
     *
     * @param x [N, D], at least 2
     * @param y [M, D], at least 2
     */
    static Tensor of(Tensor x, Tensor y) {
        try (Autocast exact = Autocast.suspend()) { // small differences of large squares
            Tensor cross = kernel(x, y).mean();
            return within(x).add(within(y)).sub(cross.mul(2));
        }
    }

    /** The mean over different samples: those on the diagonal are all of the kernel at no distance. */
    private static Tensor within(Tensor x) {
        long n = x.size(0);
        return kernel(x, x).sum().sub((double) n * SCALES.length).div((double) n * (n - 1));
    }

    /** [N, M] */
    private static Tensor kernel(Tensor x, Tensor y) {
        Tensor squares = distances(x, y);
        double size = 2.0 * x.size(1);
        return DoubleStream.of(SCALES)
                .mapToObj(scale -> reciprocal(squares.div(size * scale).add(1)))
                .reduce(Tensor::add)
                .orElseThrow();
    }

    private static Tensor reciprocal(Tensor x) {
        return Tensor.full(1, 1).div(x);
    }

    private static Tensor distances(Tensor x, Tensor y) {
        Tensor lengths = x.square().sumPerExample().reshape(x.size(0), 1);
        Tensor others = y.square().sumPerExample().reshape(1, y.size(0));
        return lengths.add(others).sub(x.matmul(y.transpose()).mul(2)).clamp(0, Double.POSITIVE_INFINITY);
    }
}

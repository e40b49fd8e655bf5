package io.diabolo.linear;

import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.function.Consumer;

/**
 * The leading directions of samples that are too many and too large for a matrix of their products: a random subspace is
 * multiplied by the scatter matrix again and again, one pass over all samples each time.
 *
 * @source Halko, Martinsson and Tropp 2011, algorithm 4.4
 */
final class SubspaceIteration {

    private static final int PASSES = 4;
    private static final int EXTRA = 10;
    private static final long SEED = 2011;

    /** Of the largest square of a length. */
    private static final double ROUNDING = 1e-13;

    private SubspaceIteration() {}

    /** Hands centred samples [n, E] to somebody, chunk by chunk. */
    interface Samples {
        void forEach(Consumer<Tensor> work);
    }

    /**
     * @param elements E
     * @param k how many directions
     * @param rank the largest number of directions that there can be
     */
    static Pca.Leading leading(Samples samples, int elements, int k, int rank) {
        int width = Math.min(rank, k + EXTRA);
        try (Generator random = Generator.ofStep(SEED, 0)) {
            Tensor basis = orthonormal(Tensor.normal(random, elements, width).to(DataType.FLOAT64));
            for (int pass = 0; pass < PASSES; pass++) {
                Tensor directions = basis;
                Tensor product = Tensor.zeros(elements, width).to(DataType.FLOAT64);
                samples.forEach(
                        x -> product.assignInPlace(product.add(x.transpose().matmul(x.matmul(directions)))));
                basis = orthonormal(product);
            }
            Tensor directions = basis;
            Tensor scatter = Tensor.zeros(width, width).to(DataType.FLOAT64);
            samples.forEach(x -> {
                Tensor codes = x.matmul(directions);
                scatter.assignInPlace(scatter.add(codes.transpose().matmul(codes)));
            });
            Tensor.Eigen eigen = scatter.eigenSymmetric();
            return new Pca.Leading(directions.matmul(Pca.last(eigen.vectors(), k)), Pca.lastValues(eigen.values(), k));
        }
    }

    /**
     * An orthonormal basis of the columns, through the eigenvectors of their products. Where they span less than their number,
     * what is left is rounding, which must not count as a direction: it becomes zero.
     */
    private static Tensor orthonormal(Tensor columns) {
        TensorScope scope = TensorScope.open("orthonormal");
        Tensor.Eigen eigen = columns.transpose().matmul(columns).eigenSymmetric();
        Tensor lengths = eigen.values().clamp(1e-30, Double.POSITIVE_INFINITY).sqrt();
        double limit = Math.max(1e-30, eigen.values().toDoubles()[(int) columns.size(1) - 1] * ROUNDING);
        Tensor kept = eigen.values().sub(limit).clamp(0, limit).div(limit); // 0 or 1
        Tensor basis = scope.keep(columns.matmul(eigen.vectors()).div(lengths).mul(kept));
        scope.close();
        return basis;
    }
}

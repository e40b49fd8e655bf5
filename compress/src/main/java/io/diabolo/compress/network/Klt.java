package io.diabolo.compress.network;

import io.diabolo.engine.DataType;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The Karhunen-Loeve transform of 16 x 16 blocks of pictures: their mean and principal directions. Of all linear
 * transforms it packs the most of a block into its first numbers.
 *
 * @param mean [768], in the order of {@link Tensor#spaceToDepth}
 * @param vectors [768, 768], row by row, orthonormal, the strongest first
 * @param variances [768], of the blocks along them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once
public record Klt(float[] mean, float[] vectors, double[] variances) {

    /**
     * @param batches gives pictures [N, 3, H, W], H and W multiples of 16
     * @param count how many batches are looked at
     */
    public static Klt of(IntFunction<Tensor> batches, int count) {
        int size = LatentScales.DIRECTIONS;
        try (TensorScope scope = TensorScope.open("klt");
                NoGrad noGrad = NoGrad.open()) {
            Tensor sum = Tensor.zeros(size).to(DataType.FLOAT64);
            Tensor products = Tensor.zeros(size, size).to(DataType.FLOAT64);
            double blocks = 0;
            for (int i = 0; i < count; i++) {
                try (TensorScope inner = TensorScope.open("klt batch")) {
                    Tensor x = rows(batches.apply(i)).to(DataType.FLOAT64); // [blocks, 768]
                    sum.assignInPlace(sum.add(x.sum(0)));
                    products.assignInPlace(products.add(x.transpose().matmul(x)));
                    blocks += x.size(0);
                }
            }
            Tensor mean = sum.div(blocks);
            Tensor square = mean.reshape(size, 1).matmul(mean.reshape(1, size));
            Tensor.Eigen eigen = products.div(blocks).sub(square).eigenSymmetric();
            return new Klt(
                    mean.toFloats(),
                    strongest(eigen.vectors().transpose().toFloats(), size),
                    variances(eigen.values().toDoubles()));
        }
    }

    /** Of blocks of independent values of variance 1. */
    static Klt identity() {
        int size = LatentScales.DIRECTIONS;
        float[] vectors = new float[size * size];
        double[] variances = new double[size];
        for (int i = 0; i < size; i++) {
            vectors[i * size + i] = 1;
            variances[i] = 1;
        }
        return new Klt(new float[size], vectors, variances);
    }

    /** @shape [N, 3, H, W] to [blocks, 768] */
    private static Tensor rows(Tensor x) {
        Tensor blocks = x.spaceToDepth(CompressionConfig.BLOCK); // [N, 768, h, w]
        long positions = blocks.size(2) * blocks.size(3);
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < blocks.size(0); i++) {
            rows.add(blocks.narrow(0, i, 1).reshape(blocks.size(1), positions).transpose());
        }
        return Tensor.concat(rows, 0);
    }

    /** Eigenvalues come ascending. */
    private static float[] strongest(float[] ascending, int size) {
        float[] descending = new float[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(ascending, (size - 1 - i) * size, descending, i * size, size);
        }
        return descending;
    }

    private static double[] variances(double[] ascending) {
        double[] descending = new double[ascending.length];
        for (int i = 0; i < descending.length; i++) {
            descending[i] = Math.max(0, ascending[ascending.length - 1 - i]);
        }
        return descending;
    }
}

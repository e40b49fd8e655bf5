package io.diabolo.reproduce;

import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Arrays;

/**
 * How near samples come to data, in features of a network.
 *
 * @param frechet the squared Frechet distance of the normal distributions with their means and covariances
 * @param precision the share of the samples that lie where data does: nearer to one of them than its third neighbour
 * @param recall the share of the data that lies where samples do
 * @source Heusel et al. 2017 (Frechet distance); Kynkaanniemi et al. 2019 (precision and recall, k = 3)
 */
record FeatureDistances(double frechet, double precision, double recall) {

    private static final int NEIGHBOURS = 3;

    /** Of features of data [n][F] and of samples [m][F]. */
    static FeatureDistances of(float[][] data, float[][] samples) {
        return new FeatureDistances(frechet(data, samples), covered(data, samples), covered(samples, data));
    }

    /** {@code |m - m'|^2 + tr(S + S' - 2 (S^1/2 S' S^1/2)^1/2)} */
    static double frechet(float[][] data, float[][] samples) {
        try (TensorScope scope = TensorScope.open("frechet");
                NoGrad noGrad = NoGrad.open()) {
            Tensor x = tensor(data);
            Tensor y = tensor(samples);
            double means = x.mean(0).sub(y.mean(0)).square().sum().item();
            Tensor ofData = covariance(x);
            Tensor ofSamples = covariance(y);
            Tensor root = root(ofData);
            float[] product = root.matmul(ofSamples)
                    .matmul(root)
                    .eigenSymmetric()
                    .values()
                    .toFloats();
            double roots = 0;
            for (float value : product) {
                roots += Math.sqrt(Math.max(0, value));
            }
            return means + trace(ofData) + trace(ofSamples) - 2 * roots;
        }
    }

    private static Tensor covariance(Tensor x) {
        Tensor centred = x.sub(x.mean(0));
        return centred.transpose().matmul(centred).div(Math.max(1.0, x.size(0) - 1.0));
    }

    /** The symmetric matrix whose square is this one. */
    private static Tensor root(Tensor matrix) {
        Tensor.Eigen eigen = matrix.eigenSymmetric();
        Tensor roots = eigen.values().clamp(0, Double.POSITIVE_INFINITY).sqrt();
        return eigen.vectors()
                .mul(roots.reshape(1, roots.size(0)))
                .matmul(eigen.vectors().transpose());
    }

    private static double trace(Tensor matrix) {
        double trace = 0;
        float[][] rows = matrix.toRows();
        for (int i = 0; i < rows.length; i++) {
            trace += rows[i][i];
        }
        return trace;
    }

    /** The share of the points that lie within the third neighbour's distance of one of the centres. */
    static double covered(float[][] centres, float[][] points) {
        double[] reach = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            double[] distances = new double[centres.length];
            for (int j = 0; j < centres.length; j++) {
                distances[j] = square(centres[i], centres[j]);
            }
            Arrays.sort(distances);
            reach[i] = distances[Math.min(NEIGHBOURS, distances.length - 1)]; // the first is itself
        }
        int inside = 0;
        for (float[] point : points) {
            for (int i = 0; i < centres.length; i++) {
                if (square(point, centres[i]) <= reach[i]) {
                    inside++;
                    break;
                }
            }
        }
        return inside / (double) points.length;
    }

    private static double square(float[] a, float... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static Tensor tensor(float[]... rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return Tensor.of(all, rows.length, rows[0].length);
    }
}

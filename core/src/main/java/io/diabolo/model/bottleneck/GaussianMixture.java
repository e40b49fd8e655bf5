package io.diabolo.model.bottleneck;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of K normal distributions with full covariances: {@code p(z) = sum w_k N(z; m_k, S_k)}. Fitted to the codes of training
 * samples it is a prior that any autoencoder with numbers for codes can be sampled from. Immutable; safe for use by several
 * threads.
 *
 * @source Ghosh et al. 2020 (density estimation in the latent space after the training)
 */
public final class GaussianMixture implements Density {

    private static final double SUM_OF_WEIGHTS = 1e-6;

    private final double[] weights;
    private final double[][] means;
    private final double[][] covariances;
    private final float[][] factors;
    private final float[][] whitenings;
    private final double[] logNormalisers;

    /**
     * @param weights [K], above 0, their sum 1
     * @param means [K][D]
     * @param covariances [K][D * D], symmetric and positive definite
     * @throws BadInputException if the numbers are not that
     */
    public GaussianMixture(double[] weights, double[][] means, double[][] covariances) {
        this.weights = weights.clone();
        this.means = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
        this.covariances = Arrays.stream(covariances).map(double[]::clone).toArray(double[][]::new);
        requireShapes();
        factors = new float[weights.length][];
        whitenings = new float[weights.length][];
        logNormalisers = new double[weights.length];
        int size = latent();
        for (int k = 0; k < weights.length; k++) {
            double[] lower = cholesky(covariances[k], size, k);
            factors[k] = floats(transposed(lower, size));
            whitenings[k] = floats(transposed(inverse(lower, size), size));
            double logDeterminant = 0;
            for (int i = 0; i < size; i++) {
                logDeterminant += 2 * Math.log(lower[i * size + i]);
            }
            logNormalisers[k] = Math.log(weights[k]) - 0.5 * (size * Math.log(2 * Math.PI) + logDeterminant);
        }
    }

    private void requireShapes() {
        double sum = Arrays.stream(weights).sum();
        if (weights.length < 1 || !(Math.abs(sum - 1) < SUM_OF_WEIGHTS)) {
            throw new BadInputException(
                    "a mixture needs weights whose sum is 1; the sum of %d is %s".formatted(weights.length, sum));
        }
        if (means.length != weights.length || covariances.length != weights.length || latent() < 1) {
            throw new BadInputException("a mixture of %d components needs as many means and covariances, not %d and %d"
                    .formatted(weights.length, means.length, covariances.length));
        }
        for (int k = 0; k < weights.length; k++) {
            boolean finite = Arrays.stream(means[k]).allMatch(Double::isFinite)
                    && Arrays.stream(covariances[k]).allMatch(Double::isFinite);
            if (!(weights[k] > 0) || !finite) {
                throw new BadInputException(
                        "component %d of a mixture must have a weight above 0 and finite numbers".formatted(k));
            }
            if (means[k].length != latent() || covariances[k].length != latent() * latent()) {
                throw new BadInputException("component %d of a mixture in %d dimensions has %d means and %d covariances"
                        .formatted(k, latent(), means[k].length, covariances[k].length));
            }
        }
    }

    /** K. */
    public int components() {
        return weights.length;
    }

    /** D. */
    public int latent() {
        return means[0].length;
    }

    public double weight(int component) {
        return weights[component];
    }

    /** A copy, [D]. */
    public double[] mean(int component) {
        return means[component].clone();
    }

    /** A copy, [D * D]. */
    public double[] covariance(int component) {
        return covariances[component].clone();
    }

    /** The mean of the whole, [D]. */
    public double[] mean() {
        double[] mean = new double[latent()];
        for (int k = 0; k < weights.length; k++) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += weights[k] * means[k][d];
            }
        }
        return mean;
    }

    /** The standard deviation of each number in the whole, [D]. */
    public double[] deviations() {
        double[] mean = mean();
        double[] deviations = new double[latent()];
        for (int d = 0; d < mean.length; d++) {
            double variance = 0;
            for (int k = 0; k < weights.length; k++) {
                double away = means[k][d] - mean[d];
                variance += weights[k] * (covariances[k][d * mean.length + d] + away * away);
            }
            deviations[d] = Math.sqrt(variance);
        }
        return deviations;
    }

    /** The temperature narrows each component; how often each is drawn stays. */
    @Override
    public Tensor sample(int count, double temperature, Generator random) {
        try (TensorScope scope = TensorScope.open("mixture");
                Autocast exact = Autocast.suspend()) {
            int[] drawn = drawn(weights, Tensor.uniform(random, 0, 1, count).toFloats());
            Tensor noise = Tensor.normal(random, count, latent()).mul(temperature);
            List<Tensor> parts = new ArrayList<>();
            long[] places = new long[count];
            int done = 0;
            for (int k = 0; k < weights.length; k++) {
                long[] rows = rowsOf(k, drawn);
                for (long row : rows) {
                    places[(int) row] = done++;
                }
                if (rows.length > 0) {
                    parts.add(noise.rows(Tensor.of(rows))
                            .matmul(square(factors[k]))
                            .add(row(means[k])));
                }
            }
            return scope.keep(Tensor.concat(parts, 0).rows(Tensor.of(places)));
        }
    }

    /**
     * Which component each of the numbers falls to.
     *
     * @param weights [K], their sum 1
     * @param uniform from 0 to 1
     */
    static int[] drawn(double[] weights, float... uniform) {
        int[] components = new int[uniform.length];
        for (int i = 0; i < uniform.length; i++) {
            double left = uniform[i];
            int k = 0;
            while (k < weights.length - 1 && left >= weights[k]) {
                left -= weights[k];
                k++;
            }
            components[i] = k;
        }
        return components;
    }

    private static long[] rowsOf(int component, int... drawn) {
        return java.util.stream.IntStream.range(0, drawn.length)
                .filter(i -> drawn[i] == component)
                .asLongStream()
                .toArray();
    }

    @Override
    public Tensor logDensity(Tensor latent) {
        return logJoint(latent).logSumExp(1);
    }

    /** The logarithm of {@code w_k N(z; m_k, S_k)}, [N, K]. */
    public Tensor logJoint(Tensor latent) {
        List<Tensor> columns = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            try (TensorScope scope = TensorScope.open("component");
                    Autocast exact = Autocast.suspend()) {
                Tensor white = latent.sub(row(means[k])).matmul(square(whitenings[k]));
                columns.add(scope.keep(white.square()
                        .sumPerExample()
                        .mul(-0.5)
                        .add(logNormalisers[k])
                        .reshape(latent.size(0), 1)));
            }
        }
        return Tensor.concat(columns, 1);
    }

    private Tensor row(double... values) {
        return Tensor.of(floats(values), 1, values.length);
    }

    private Tensor square(float... values) {
        return Tensor.of(values, latent(), latent());
    }

    /** L with {@code L L^T = S}. */
    private static double[] cholesky(double[] matrix, int size, int component) {
        double[] lower = new double[matrix.length];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * size + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * size + k] * lower[j * size + k];
                }
                if (i == j && !(sum > 0)) {
                    throw new BadInputException(
                            "component %d of a mixture has a covariance that is not positive definite"
                                    .formatted(component));
                }
                lower[i * size + j] = i == j ? Math.sqrt(sum) : sum / lower[j * size + j];
            }
        }
        return lower;
    }

    /** Of a lower triangular matrix. */
    private static double[] inverse(double[] lower, int size) {
        double[] inverse = new double[lower.length];
        for (int column = 0; column < size; column++) {
            for (int i = column; i < size; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++) {
                    sum -= lower[i * size + k] * inverse[k * size + column];
                }
                inverse[i * size + column] = sum / lower[i * size + i];
            }
        }
        return inverse;
    }

    private static double[] transposed(double[] matrix, int size) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % size * size + i / size] = matrix[i];
        }
        return transposed;
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

package io.diabolo.detect;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;

/**
 * How large errors of reconstruction are in normal samples, and how they go together. An error is measured by the squared Mahalanobis
 * distance: errors that mostly come together do not count as often as there are of them, and one that comes without the others counts more.
 *
 * @param mean [E], the mean squared error of each element, above 0
 * @param whitening [E, E], rows: what the error of an element adds to each of E errors that do not go together; empty where errors
 *     are taken as if they did not
 * @source P. C. Mahalanobis, "On the generalised distance in statistics", 1936; correlations are shrunk towards none as by O. Ledoit and
 *     M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", 2004, with a share that is fixed
 */
@SuppressWarnings("ArrayRecordComponent")
record NormalErrors(float[] mean, float[] whitening) {

    /** Of more elements the correlations are not learned: 4 MB. */
    static final int MOST_TOGETHER = 1_024;

    /** How far correlations are shrunk at least; of few samples further. */
    private static final double LEAST_SHRINKING = 0.2;

    /**
     * What the errors of normal samples say.
     *
     * @param least the share of the mean of all elements that each has at least
     */
    static NormalErrors of(ElementErrors errors, double least) {
        float[] mean = errors.rebuilt(least);
        return new NormalErrors(mean, whitening(errors, mean));
    }

    /** By the eigenvectors V and eigenvalues of the correlations: V / (sqrt(mean) sqrt(eigenvalue)'). */
    private static float[] whitening(ElementErrors errors, float... mean) {
        if (errors.products().length == 0) {
            return new float[0];
        }
        int elements = errors.sum().length;
        double shrinking = Math.max(LEAST_SHRINKING, elements / (double) (elements + errors.samples()));
        try (TensorScope scope = TensorScope.open("correlations of errors")) {
            Tensor.Eigen eigen =
                    Tensor.of(correlations(errors), elements, elements).eigenSymmetric();
            Tensor values = eigen.values().relu().mul(1 - shrinking).add(shrinking);
            Tensor units = Tensor.of(mean, elements, 1).sqrt();
            return eigen.vectors()
                    .div(values.sqrt().reshape(1, elements))
                    .div(units)
                    .toFloats();
        }
    }

    /** [E, E]; of an element without errors none. */
    private static double[] correlations(ElementErrors errors) {
        double[] products = errors.products();
        int elements = errors.sum().length;
        double[] correlations = new double[products.length];
        for (int at = 0; at < products.length; at++) {
            int i = at / elements;
            int j = at % elements;
            double size = Math.sqrt(products[i * elements + i] * products[j * elements + j]);
            correlations[at] = i == j ? 1 : size > 0 ? products[at] / size : 0;
        }
        return correlations;
    }

    /** The mean error of a sample's known elements in units of what is normal. */
    double of(Observation seen, int sample) {
        int first = sample * mean.length;
        double known = 0;
        for (int at = first; at < first + mean.length; at++) {
            known += seen.weights()[at];
        }
        return (whitening.length == 0 ? alone(seen, first) : together(seen, first)) / Math.max(1, known);
    }

    private double alone(Observation seen, int first) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += seen.weights()[first + i] * seen.error(first + i) / mean[i];
        }
        return sum;
    }

    private double together(Observation seen, int first) {
        int elements = mean.length;
        float[] whitened = new float[elements];
        for (int i = 0; i < elements; i++) {
            float error = seen.weights()[first + i] * seen.difference(first + i);
            int row = i * elements;
            for (int k = 0; k < elements; k++) {
                whitened[k] += error * whitening[row + k];
            }
        }
        double sum = 0;
        for (float error : whitened) {
            sum += (double) error * error;
        }
        return sum;
    }
}

package io.diabolo.detect;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;

/**
 * How large errors of reconstruction are in normal samples, and how they go together. An error is measured by the squared Mahalanobis
 * distance: errors that mostly come together do not count as often as there are of them, and one that comes without the others counts more.
 *
 * @param mean [E], the mean squared error of each element, above 0
 * @param whitening [E, E], columns: what each error, over the root of its mean, adds to errors that do not go together; empty where
 *     errors are taken as if they did not
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
        return new NormalErrors(errors.rebuilt(least), whitening(errors));
    }

    /** By the eigenvectors V and eigenvalues of the correlations: V' / sqrt(eigenvalue), transposed. */
    private static float[] whitening(ElementErrors errors) {
        if (errors.products().length == 0) {
            return new float[0];
        }
        int elements = errors.sum().length;
        double shrinking = Math.max(LEAST_SHRINKING, elements / (double) (elements + errors.samples()));
        try (TensorScope scope = TensorScope.open("correlations of errors")) {
            Tensor.Eigen eigen =
                    Tensor.of(correlations(errors), elements, elements).eigenSymmetric();
            Tensor values = eigen.values().relu().mul(1 - shrinking).add(shrinking);
            return eigen.vectors().div(values.sqrt().reshape(1, elements)).toFloats();
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
        int elements = mean.length;
        double known = 0;
        float[] errors = new float[elements];
        for (int i = 0, at = sample * elements; i < elements; i++, at++) {
            float weight = seen.weights()[at];
            errors[i] = weight * (seen.rebuilt()[at] - seen.values()[at]) / (float) Math.sqrt(mean[i]);
            known += weight;
        }
        double sum = 0;
        for (float error : whitening.length == 0 ? errors : whitened(errors)) {
            sum += (double) error * error;
        }
        return sum / Math.max(1, known);
    }

    private float[] whitened(float[] errors) {
        int elements = errors.length;
        float[] whitened = new float[elements];
        for (int i = 0; i < elements; i++) {
            float error = errors[i];
            int row = i * elements;
            for (int k = 0; k < elements; k++) {
                whitened[k] += error * whitening[row + k];
            }
        }
        return whitened;
    }
}

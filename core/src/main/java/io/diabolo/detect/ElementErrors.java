package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The squared errors of each element, summed over normal samples, and the products of errors.
 *
 * @param sum [E], of reconstructions
 * @param hiddenSum [E], of what is expected where the element is hidden
 * @param known [E], how often it was known
 * @param products [E, E], of the errors of reconstructions of rows and pictures; empty of series, and of more than
 *     {@link NormalErrors#MOST_TOGETHER} elements
 * @param samples how many there were
 */
@SuppressWarnings("ArrayRecordComponent")
record ElementErrors(double[] sum, double[] hiddenSum, double[] known, double[] products, int samples) {

    private static final double SMALLEST = 1e-12;

    /** @param observing what is made of the samples of a part */
    static ElementErrors of(SampleShape shape, BiConsumer<Dataset, Member.Observer> observing, Dataset... parts) {
        int elements = shape.elements();
        boolean together = shape.kind() != SampleShape.Kind.SERIES && elements <= NormalErrors.MOST_TOGETHER;
        ElementErrors errors = new ElementErrors(
                new double[elements],
                new double[elements],
                new double[elements],
                new double[together ? elements * elements : 0],
                Arrays.stream(parts).mapToInt(Dataset::size).sum());
        for (Dataset data : parts) {
            observing.accept(data, (first, seen) -> errors.add(seen));
        }
        return errors;
    }

    private void add(Observation seen) {
        for (int i = 0; i < seen.values().length; i++) {
            int element = i % sum.length;
            sum[element] += seen.weights()[i] * seen.error(i);
            hiddenSum[element] += seen.weights()[i] * seen.surprise()[i];
            known[element] += seen.weights()[i];
        }
        if (products.length > 0) {
            addProducts(seen);
        }
    }

    private void addProducts(Observation seen) {
        float[] errors = new float[seen.values().length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = seen.weights()[i] * seen.difference(i);
        }
        try (TensorScope scope = TensorScope.open("products of errors")) {
            Tensor rows = Tensor.of(errors, errors.length / sum.length, sum.length);
            double[] more = rows.transpose().matmul(rows).toDoubles();
            Arrays.setAll(products, at -> products[at] + more[at]);
        }
    }

    /** @return [E], mean squared errors, at least a share of the mean of all elements */
    float[] rebuilt(double least) {
        return means(sum, least);
    }

    /** @return as {@link #rebuilt}, of hidden elements */
    float[] hidden(double least) {
        return means(hiddenSum, least);
    }

    private float[] means(double[] sums, double least) {
        double[] means = new double[sums.length];
        Arrays.setAll(means, e -> sums[e] / Math.max(1, known[e]));
        double floor = Math.max(SMALLEST, least * Arrays.stream(means).average().orElse(1));
        float[] limited = new float[means.length];
        for (int e = 0; e < limited.length; e++) {
            limited[e] = (float) Math.max(floor, means[e]);
        }
        return limited;
    }
}

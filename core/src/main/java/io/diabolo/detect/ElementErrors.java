package io.diabolo.detect;

import io.diabolo.data.Dataset;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The squared errors of each element, summed over normal samples.
 *
 * @param sum [E], of reconstructions
 * @param hiddenSum [E], of what is expected where the element is hidden
 * @param known [E], how often it was known
 */
@SuppressWarnings("ArrayRecordComponent")
record ElementErrors(double[] sum, double[] hiddenSum, double[] known) {

    private static final double SMALLEST = 1e-12;

    /** @param observing what is made of the samples of a part */
    static ElementErrors of(int elements, BiConsumer<Dataset, Member.Observer> observing, Dataset... parts) {
        ElementErrors errors = new ElementErrors(new double[elements], new double[elements], new double[elements]);
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

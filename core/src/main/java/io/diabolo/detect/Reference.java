package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;

/**
 * A well-known detector without an autoencoder, to compare with: fitted to the same samples, in the same model values. What is
 * missing enters as the mean.
 */
public sealed interface Reference extends AutoCloseable permits PcaReference, NearestReference, IsolationForest {

    /** As reports call it. */
    String name();

    /** @return [N], higher is stranger */
    double[] score(Dataset data);

    @Override
    void close();

    /** Model values [N, E] of all samples. */
    static float[] values(Dataset data, Preprocessing preprocessing) {
        float[] values =
                new float[Math.multiplyExact(data.size(), preprocessing.shape().elements())];
        int[] rows = Batches.range(0, data.size(), data.size());
        preprocessing.read(data, rows, values, new float[data.hasGaps() ? values.length : 0]);
        return values;
    }
}

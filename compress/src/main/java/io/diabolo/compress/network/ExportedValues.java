package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/** What a codec's exported file holds, by the names in that file. */
public interface ExportedValues {

    /** A new float32 tensor of the innermost scope. */
    Tensor tensor(String name, long... shape);

    /** The means of the hyper-latent's channels under their tables. */
    float[] hyperMeans();

    /** Their standard deviations. */
    float[] hyperDeviations();
}

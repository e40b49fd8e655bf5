package io.diabolo.model.compression;

import io.diabolo.engine.Tensor;

/** A layer as an exported codec has it. */
public interface Weighted {

    /** @return [G, C, K, K] */
    Tensor weight();

    /** @return [G] */
    Tensor bias();
}

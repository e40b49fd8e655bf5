package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/** A layer as an exported codec has it. */
public interface ExportedLayer {

    /** @return [G, C, K, K] */
    Tensor weight();

    /** @return [G] */
    Tensor bias();
}

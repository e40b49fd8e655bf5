package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/** A layer as an exported codec has it. */
public interface ExportedLayer {

    /** @return [G, C, K, K] */
    Tensor weight();

    /** @return [G] */
    Tensor bias();

    /**
     * Lets {@link #weight} and {@link #bias} be these, whatever scales the layer learns between.
     *
     * @param weight [G, C, K, K]
     * @param bias [G]
     */
    void take(Tensor weight, Tensor bias);
}

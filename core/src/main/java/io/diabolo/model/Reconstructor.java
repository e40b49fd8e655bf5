package io.diabolo.model;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/** A model that maps a sample to its reconstruction. It owns its parameters; closing frees them. */
public interface Reconstructor extends AutoCloseable {

    Parameters parameters();

    /** @shape x [N, C, H, W] to [N, C, H, W] */
    Tensor reconstruct(Tensor x);

    @Override
    void close();
}

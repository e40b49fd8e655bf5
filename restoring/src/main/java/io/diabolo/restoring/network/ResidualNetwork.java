package io.diabolo.restoring.network;

import io.diabolo.engine.Tensor;

/** What computes the residual. */
interface ResidualNetwork {

    Tensor residual(Tensor x);
}

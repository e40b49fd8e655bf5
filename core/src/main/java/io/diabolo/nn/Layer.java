package io.diabolo.nn;

import io.diabolo.engine.Tensor;

/** A differentiable function of a batch; what it learns was created in {@link Parameters}. */
@FunctionalInterface
public interface Layer {

    Tensor forward(Tensor x, Pass pass);
}

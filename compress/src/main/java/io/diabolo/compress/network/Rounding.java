package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/** Whole numbers in a differentiated computation. */
final class Rounding {

    private Rounding() {}

    /** floor(x + 1/2); its gradient is zero. */
    static Tensor round(Tensor x) {
        return x.add(0.5).floor();
    }

    /**
     * The values of one tensor with the gradient of another.
     *
     * @source Bengio et al. 2013 (the straight-through estimator)
     */
    static Tensor straightThrough(Tensor values, Tensor gradient) {
        return gradient.add(values.sub(gradient).detach());
    }

    /** Limited to [low, high], with a tenth of the gradient outside: enough to find back, too little to run away. */
    static Tensor leakyClamp(Tensor x, double low, double high) {
        Tensor limited = x.clamp(low, high);
        return straightThrough(limited, limited.add(x.sub(limited).mul(0.1)));
    }
}

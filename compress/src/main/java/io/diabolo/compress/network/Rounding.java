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

    /**
     * Limited to [low, high], with a tenth of the gradient above and, where {@code back} is 1, below. Where it is 0 there is none
     * below: Adam makes steps of the same size of the smallest gradient, so that values which never want to come back would go
     * down for ever.
     */
    static Tensor leakyClamp(Tensor x, double low, double high, Tensor back) {
        Tensor limited = x.clamp(low, high);
        Tensor above = x.clamp(high, Float.MAX_VALUE).sub(high);
        Tensor below = x.clamp(-Float.MAX_VALUE, low).sub(low).mul(back);
        return straightThrough(limited, limited.add(above.add(below).mul(0.1)));
    }
}

package io.diabolo.nn;

/**
 * How weights and biases start.
 *
 * <p>The gain makes up for what an activation takes away: sqrt(2) before a rectifier (ReLU and its smooth kin), 1 where none
 * follows.
 */
public enum Initialization {
    /** Weights uniform with variance 2 / fan in wherever they are, biases 0: He et al. 2015. */
    HE,
    /** The same with variance 1 / fan in where no rectifier follows: before an output, a bottleneck, a tanh. */
    HE_BY_ROLE,
    /** Weights uniform with variance 2 gain^2 / (fan in + fan out), biases 0: Glorot and Bengio 2010. */
    XAVIER,
    /** Weights and biases uniform within 1 / sqrt(fan in): what PyTorch's layers start with. */
    PYTORCH;

    /** The gain before a rectifier. */
    public static final double RECTIFIER_GAIN = Math.sqrt(2);

    /** The gain of a layer, from what follows it. */
    double gain(boolean rectifierFollows) {
        return this == HE || rectifierFollows ? RECTIFIER_GAIN : 1;
    }

    /** Weights lie within plus and minus this. */
    double weightBound(double gain, Fan fan) {
        return switch (this) {
            case HE, HE_BY_ROLE -> gain * Math.sqrt(3.0 / fan.in);
            case XAVIER -> gain * Math.sqrt(6.0 / (fan.in + fan.out));
            case PYTORCH -> Math.sqrt(1.0 / fan.in);
        };
    }

    /** Biases lie within plus and minus this. */
    double biasBound(Fan fan) {
        return this == PYTORCH ? Math.sqrt(1.0 / fan.in) : 0;
    }

    /**
     * How a layer is wired.
     *
     * @param in how many values each output sums, at least 1
     * @param out how many outputs each input reaches
     */
    public record Fan(long in, long out) {
        public Fan {
            in = Math.max(1, in);
        }
    }
}

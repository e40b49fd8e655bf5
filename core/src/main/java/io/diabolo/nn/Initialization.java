package io.diabolo.nn;

/** How weights and biases start. */
public enum Initialization {
    /** Weights uniform with variance 1 / fan in, biases 0: LeCun et al. 1998. Learns most with the default bodies. */
    LECUN,
    /** Weights uniform with variance 2 / fan in, biases 0: He et al. 2015. */
    HE,
    /** Weights and biases uniform within 1 / sqrt(fan in): what PyTorch's layers start with. */
    PYTORCH;

    /** Weights lie within plus and minus this. */
    double weightBound(Fan fan) {
        return switch (this) {
            case LECUN -> Math.sqrt(3.0 / fan.in);
            case HE -> Math.sqrt(6.0 / fan.in);
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

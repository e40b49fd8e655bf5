package io.diabolo.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the learning rate changes over a training. */
public enum Schedule {
    @JsonProperty("constant")
    CONSTANT,
    /**
     * Half a cosine from the full rate to a hundredth of it.
     *
     * @source Loshchilov and Hutter 2017
     */
    @JsonProperty("cosine")
    COSINE,
    /** Halves when the validation loss has not improved for half of the patience. */
    @JsonProperty("plateau")
    PLATEAU;

    private static final double FLOOR = 0.01;

    /**
     * The factor of the learning rate, between 0 and 1.
     *
     * @param step counted from 0
     * @param warmUp over how many steps the rate grows from 0
     * @param total how many steps the training takes
     * @param halvings how often {@link #PLATEAU} halved so far
     */
    double factor(long step, long warmUp, long total, int halvings) {
        double ramp = step < warmUp ? (step + 1.0) / (warmUp + 1.0) : 1;
        return ramp
                * switch (this) {
                    case CONSTANT -> 1;
                    case COSINE -> {
                        double progress =
                                Math.min(1, Math.max(0, step - warmUp) / (double) Math.max(1, total - warmUp));
                        yield FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * progress));
                    }
                    case PLATEAU -> Math.pow(0.5, halvings);
                };
    }
}

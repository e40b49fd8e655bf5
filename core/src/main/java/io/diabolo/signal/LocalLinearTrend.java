package io.diabolo.signal;

import io.diabolo.error.BadInputException;

/**
 * A level that moves along a slope, both a little at random, seen through noise; time is counted in rows.
 *
 * <pre>{@code
 * value(t)     = level(t) + N(0, noise)
 * level(t + 1) = level(t) + slope(t) + N(0, level)
 * slope(t + 1) = slope(t) + N(0, slope)
 * }</pre>
 *
 * @param noise variance of the noise, above 0, in the signal's unit squared
 * @param level variance of the level's steps, 0 or more
 * @param slope variance of the slope's steps, 0 or more
 * @source Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, 2.3.2
 */
public record LocalLinearTrend(double noise, double level, double slope) {

    public LocalLinearTrend {
        if (!(noise > 0 && level >= 0 && slope >= 0)
                || Double.isInfinite(noise)
                || Double.isInfinite(level)
                || Double.isInfinite(slope)) {
            throw new BadInputException(
                    "a trend needs a noise above 0 and variances of level and slope of 0 or more, were %s, %s, %s"
                            .formatted(noise, level, slope));
        }
    }
}

package io.diabolo.signal;

/**
 * The Kalman filter of a {@link LocalLinearTrend} whose noise has variance 1; value by value, in one pass.
 *
 * <p>Nothing is known before the first value but that the level lies near it: level and slope start with a variance
 * {@link #DIFFUSE} times that of all noise of a step. Two known values later that has no weight any more.
 *
 * @source Durbin and Koopman 2012, Time Series Analysis by State Space Methods, 4.3 and 5.6.4
 */
final class TrendFilter {

    static final double DIFFUSE = 1e6;

    private final double levelStep;
    private final double slopeStep;

    /** The state that is expected for the next value, and its covariance. */
    double level;

    double slope;
    double p11;
    double p12;
    double p22;

    /** Of the last value: what it was beyond expectation, and the variance of that. */
    double innovation;

    double variance;

    /** What the last innovation moved the expected state by, for each unit. */
    double levelGain;

    double slopeGain;

    /**
     * @param levelStep variance of the level's steps over that of the noise
     * @param slopeStep variance of the slope's steps over that of the noise
     */
    TrendFilter(double levelStep, double slopeStep) {
        this.levelStep = levelStep;
        this.slopeStep = slopeStep;
    }

    /** Begins anew, before the first value of a run. */
    void start(double near) {
        level = near;
        slope = 0;
        p11 = DIFFUSE * (1 + levelStep + slopeStep);
        p12 = 0;
        p22 = p11;
    }

    /**
     * Takes the next value and expects the one behind it.
     *
     * @return whether it was known: then innovation, variance and gains are of it
     */
    boolean take(double value) {
        double f11 = p11;
        double f12 = p12;
        double f22 = p22;
        boolean known = !Double.isNaN(value);
        double expected = level + slope;
        if (known) {
            innovation = value - level;
            variance = p11 + 1;
            levelGain = (p11 + p12) / variance;
            slopeGain = p12 / variance;
            // p11 - p11^2 / variance, without the difference of two large numbers.
            f11 = p11 / variance;
            f12 = p12 / variance;
            f22 = p22 - p12 * slopeGain;
            expected += levelGain * innovation;
            slope += slopeGain * innovation;
        }
        level = expected;
        p11 = f11 + 2 * f12 + f22 + levelStep;
        p12 = f12 + f22;
        p22 = f22 + slopeStep;
        return known;
    }
}

package io.diabolo.signal;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * The {@link LocalLinearTrend} under which a channel is most likely. The noise follows from the two ratios of the other
 * variances to it, which are searched: on a grid first, as there may be several hills, then from the best point of it.
 *
 * @source Harvey 1989, 3.4 (prediction error decomposition, concentrated likelihood); Nelder and Mead 1965
 */
public final class TrendFit {

    /** Fewer known values say too little about three variances. */
    public static final int FEWEST_VALUES = 10;

    /** At most so many rows are looked at, the first ones: more do not move the estimate. */
    private static final int MOST_ROWS = 200_000;

    private static final int GRID_ROWS = 20_000;

    /** Ratios lie between these, as logarithms: from none at all to noise of a thousandth of the steps. */
    private static final double LOWEST = -32;

    private static final double HIGHEST = 14;
    private static final double[] LEVELS = {LOWEST, -12, -9, -6, -3, 0, 3, 6};
    private static final double[] SLOPES = {LOWEST, -18, -14, -10, -7, -4, -1, 2, 5};

    private static final double STEP = 1.5;
    private static final int MOST_EVALUATIONS = 400;
    private static final double RELATIVE = 1e-10;
    private static final double ABSOLUTE = 1e-4;

    /** A perfect line has no noise; it is given this share of its variance. */
    private static final double LEAST_NOISE = 1e-18;

    private final Signal signal;
    private final double[] values;
    private final double leastNoise;

    private TrendFit(Signal signal, int channel) {
        this.signal = signal;
        values = signal.raw()[channel];
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        String where =
                "%s, column '%s'".formatted(signal.name(), signal.channels().get(channel));
        if (known.length < FEWEST_VALUES) {
            throw new BadInputException("%s: it has %d known values of %,d; a signal needs at least %d"
                    .formatted(where, known.length, values.length, FEWEST_VALUES));
        }
        double mean = Arrays.stream(known).average().orElse(0);
        double variance = Arrays.stream(known)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / known.length;
        if (!(Arrays.stream(known).min().orElse(0) < Arrays.stream(known).max().orElse(0))) {
            throw new BadInputException(
                    "%s: all its values are %s: there is nothing to clean; leave it out".formatted(where, known[0]));
        }
        leastNoise = LEAST_NOISE * variance + Double.MIN_NORMAL;
    }

    /**
     * Fits a trend to a channel, its runs together.
     *
     * @throws BadInputException if it has fewer than {@link #FEWEST_VALUES} known values, or all are equal
     */
    public static LocalLinearTrend of(Signal signal, int channel) {
        return new TrendFit(signal, channel).search();
    }

    /** The logarithm of the density of a channel's values, but for the first two known ones of each run. */
    public static double logLikelihood(Signal signal, int channel, LocalLinearTrend trend) {
        Sums sums = new Sums();
        sums.add(
                signal, signal.raw()[channel], trend.level() / trend.noise(), trend.slope() / trend.noise(), MOST_ROWS);
        return -0.5
                * (sums.count * Math.log(2 * Math.PI * trend.noise()) + sums.logarithms + sums.squares / trend.noise());
    }

    private LocalLinearTrend search() {
        double[] best = {0, 0};
        double highest = Double.NEGATIVE_INFINITY;
        for (double level : LEVELS) {
            for (double slope : SLOPES) {
                double found = concentrated(level, slope, GRID_ROWS);
                if (found > highest) {
                    highest = found;
                    best = new double[] {level, slope};
                }
            }
        }
        return trend(climb(best));
    }

    private double[] climb(double[] start) {
        double[] best = start.clone();
        double[] highest = {Double.NEGATIVE_INFINITY};
        try {
            new SimplexOptimizer(RELATIVE, ABSOLUTE)
                    .optimize(
                            new MaxEval(MOST_EVALUATIONS),
                            new ObjectiveFunction(point -> {
                                double found = concentrated(point[0], point[1], MOST_ROWS);
                                if (found > highest[0]) {
                                    highest[0] = found;
                                    System.arraycopy(point, 0, best, 0, best.length);
                                }
                                return found;
                            }),
                            GoalType.MAXIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(start.length, STEP));
        } catch (MathIllegalStateException e) {
            // So many evaluations are enough: a flat hill has no sharp top, and the best point is kept.
            return best;
        }
        return best;
    }

    /** The likelihood under the best noise for two ratios. */
    private double concentrated(double logLevel, double logSlope, int mostRows) {
        Sums sums = sums(logLevel, logSlope, mostRows);
        double noise = Math.max(leastNoise, sums.squares / sums.count);
        return -0.5 * (sums.count * (Math.log(2 * Math.PI * noise) + 1) + sums.logarithms);
    }

    private Sums sums(double logLevel, double logSlope, int mostRows) {
        Sums sums = new Sums();
        sums.add(signal, values, ratio(logLevel), ratio(logSlope), mostRows);
        return sums;
    }

    private LocalLinearTrend trend(double[] logs) {
        Sums sums = sums(logs[0], logs[1], MOST_ROWS);
        double noise = Math.max(leastNoise, sums.squares / sums.count);
        return new LocalLinearTrend(noise, noise * ratio(logs[0]), noise * ratio(logs[1]));
    }

    private static double ratio(double logarithm) {
        return logarithm <= LOWEST ? 0 : Math.exp(Math.min(HIGHEST, logarithm));
    }

    /** What the likelihood is made of, in units in which the noise has variance 1. */
    private static final class Sums {

        /** Variances are at least 1 in these units, and far below 1e100. */
        private static final double LARGE = 1e200;

        private int count;
        private double squares;
        private double logarithms;

        /** Of variances whose logarithm is not taken yet: a logarithm costs as much as the rest of a step. */
        private double product = 1;

        void add(Signal signal, double[] values, double level, double slope, int mostRows) {
            int[] runs = signal.runs();
            TrendFilter filter = new TrendFilter(level, slope);
            for (int run = 0; run < runs.length && runs[run] < mostRows; run++) {
                int to = Math.min(signal.runEnd(run), mostRows);
                filter.start(KalmanSmoother.firstKnown(values, runs[run], to));
                int known = 0;
                for (int t = runs[run]; t < to; t++) {
                    if (filter.take(values[t]) && ++known > 2) {
                        count++;
                        squares += filter.innovation * filter.innovation / filter.variance;
                        multiply(filter.variance);
                    }
                }
            }
            logarithms += Math.log(product);
            count = Math.max(1, count);
        }

        private void multiply(double variance) {
            product *= variance;
            if (product > LARGE) {
                logarithms += Math.log(product);
                product = 1;
            }
        }
    }
}

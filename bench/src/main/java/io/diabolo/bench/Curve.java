package io.diabolo.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The test error of a side over its seconds, for one seed.
 *
 * @param side its name
 * @param seed of the trainings
 * @param commit what was measured, for example {@code 2aff857}; empty where git does not say
 * @param how the side's settings in words
 * @param points by rising epochs, at least one
 */
record Curve(String side, long seed, String commit, String how, List<Point> points) {

    Curve {
        points = List.copyOf(points);
    }

    /**
     * A training of some length.
     *
     * @param epochs passes over the training data
     * @param seconds since the training began: data was read by then, no model was built
     * @param wholeSeconds since the process began
     * @param errors on the test data, of each model that was trained
     */
    record Point(double epochs, double seconds, double wholeSeconds, List<Double> errors) {
        /** The mean over the models. */
        @JsonIgnore
        double error() {
            return errors.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }
    }

    /** Which seconds are read off. */
    enum Clock {
        TRAINING,
        PROCESS;

        double of(Point point) {
            return this == TRAINING ? point.seconds() : point.wholeSeconds();
        }
    }

    /** How exactly a reading is known. */
    enum Bound {
        /** Between two points, on a straight line of logarithms. */
        BETWEEN,
        /** The true value is at most this: the curve begins, or ends, there. */
        AT_MOST,
        /** The curve never comes there. */
        NEVER
    }

    /** @param value NaN where the curve never comes there */
    record Reading(double value, Bound bound) {
        private static final Reading NEVER = new Reading(Double.NaN, Bound.NEVER);
    }

    boolean isOf(String otherSide, long otherSeed) {
        return side.equals(otherSide) && seed == otherSeed;
    }

    /** The curve of a side over several seeds: at each length the medians of the seeds that have it. */
    static Curve median(List<Curve> curves) {
        Curve longest = curves.stream()
                .max(Comparator.comparingInt(curve -> curve.points.size()))
                .orElseThrow();
        List<Point> points = new ArrayList<>();
        for (Point point : longest.points) {
            List<Point> same = at(curves, point.epochs());
            List<Double> errors = new ArrayList<>();
            for (int model = 0; model < point.errors().size(); model++) {
                int index = model;
                errors.add(median(same, other -> other.errors().get(index)));
            }
            points.add(
                    new Point(point.epochs(), median(same, Point::seconds), median(same, Point::wholeSeconds), errors));
        }
        return new Curve(longest.side, longest.seed, longest.commit, longest.how, points);
    }

    /** The points of a length, one a seed that has it. */
    static List<Point> at(List<Curve> curves, double epochs) {
        return curves.stream()
                .flatMap(curve -> curve.points.stream())
                .filter(point -> point.epochs() == epochs)
                .toList();
    }

    private static double median(List<Point> points, ToDoubleFunction<Point> value) {
        return Statistics.median(points.stream().map(value::applyAsDouble).toList());
    }

    /** The seconds until the test error is down at {@code error}, above 0. */
    Reading secondsTo(double error, Clock clock) {
        for (int i = 0; i < points.size(); i++) {
            Point here = points.get(i);
            if (here.error() <= error) {
                if (i == 0) {
                    return new Reading(clock.of(here), here.error() == error ? Bound.BETWEEN : Bound.AT_MOST);
                }
                Point before = points.get(i - 1);
                double share = Math.log(before.error() / error) / Math.log(before.error() / here.error());
                return new Reading(between(clock.of(before), clock.of(here), share), Bound.BETWEEN);
            }
        }
        return Reading.NEVER;
    }

    /** The test error of a training that takes {@code seconds}; behind the end of the curve it is at most the last one's. */
    Reading errorAfter(double seconds, Clock clock) {
        if (points.isEmpty() || clock.of(points.get(0)) > seconds) {
            return Reading.NEVER;
        }
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point here = points.get(i);
            if (clock.of(here) >= seconds) {
                double share = Math.log(seconds / clock.of(before)) / Math.log(clock.of(here) / clock.of(before));
                return new Reading(between(before.error(), here.error(), share), Bound.BETWEEN);
            }
        }
        Point last = last();
        return new Reading(last.error(), clock.of(last) == seconds ? Bound.BETWEEN : Bound.AT_MOST);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    /** The point of a length, in epochs; where there is none, the last one. */
    Point at(double epochs) {
        return points.stream()
                .filter(point -> point.epochs() == epochs)
                .findFirst()
                .orElseGet(this::last);
    }

    /** On a straight line between the logarithms. */
    private static double between(double from, double to, double share) {
        return Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)));
    }
}

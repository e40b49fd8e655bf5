package io.diabolo.report;

import org.jspecify.annotations.Nullable;

/** The points of one line, joined in the order in which they are given. */
public final class Series {

    /** The most points a line may have. */
    public static final int MAX_POINTS = 100_000;

    private final String name;
    private final double[] x;
    private final double[] y;
    private final double @Nullable [] error;

    /**
     * @param name the line's name in the legend; not blank
     * @param x values within +-1e100, 1 to {@link #MAX_POINTS}
     * @param y values within +-1e100, as many as {@code x}
     * @param error half the length of each error bar (a standard deviation, say), 0 to 1e100, as many as
     *     {@code x}; null for no error bars
     */
    public Series(String name, double[] x, double[] y, double @Nullable [] error) {
        Check.text(name, "a series' name");
        if (x.length < 1 || x.length > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "series %s must have 1 to %d points, had %d".formatted(name, MAX_POINTS, x.length));
        }
        Check.drawable(x, "x of series " + name);
        Check.length(y.length, x.length, "y of series " + name);
        Check.drawable(y, "y of series " + name);
        if (error != null) {
            Check.length(error.length, x.length, "the error of series " + name);
            Check.drawable(error, "the error of series " + name);
            for (double e : error) {
                if (e < 0) {
                    throw new IllegalArgumentException(
                            "the error of series %s must be 0 or more, was %s".formatted(name, e));
                }
            }
        }
        this.name = name;
        this.x = x.clone();
        this.y = y.clone();
        this.error = error == null ? null : error.clone();
    }

    public String name() {
        return name;
    }

    public int size() {
        return x.length;
    }

    public double x(int point) {
        return x[point];
    }

    public double y(int point) {
        return y[point];
    }

    public boolean hasError() {
        return error != null;
    }

    /** Half the length of the error bar, 0 where the series has none. */
    public double error(int point) {
        return error == null ? 0 : error[point];
    }

    double[] xs() {
        return x.clone();
    }

    double[] ys() {
        return y.clone();
    }
}

package io.diabolo.report;

import java.util.List;

/**
 * Points of several classes, such as a latent space in two dimensions.
 *
 * @param title stands above the chart; not blank
 * @param xLabel the name of the horizontal axis; may be empty
 * @param yLabel the name of the vertical axis; may be empty
 * @param points 1 to {@link #MAX_POINTS}
 * @param classNames the legend; at least one. More than ten would not be told apart by colour: their names stand on the
 *     chart, where most of their points are
 */
public record ScatterChart(String title, String xLabel, String yLabel, List<Point> points, List<String> classNames)
        implements Chart {

    /** The most points a chart may have, so that its SVG stays small. Draw a sample of larger sets. */
    public static final int MAX_POINTS = 10_000;

    public ScatterChart {
        Check.text(title, "a chart's title");
        if (points.isEmpty() || points.size() > MAX_POINTS) {
            throw new IllegalArgumentException("chart %s must have 1 to %d points, had %d; draw a sample"
                    .formatted(title, MAX_POINTS, points.size()));
        }
        points = List.copyOf(points);
        classNames = List.copyOf(classNames);
        for (String name : classNames) {
            Check.text(name, "a class name of chart " + title);
        }
        for (Point point : points) {
            if (point.classIndex() >= classNames.size()) {
                throw new IllegalArgumentException("class index must be below the %d class names of chart %s, was %d"
                        .formatted(classNames.size(), title, point.classIndex()));
            }
        }
    }

    /**
     * One point.
     *
     * @param x within +-1e100
     * @param y within +-1e100
     * @param classIndex its place in the chart's {@code classNames}
     */
    public record Point(double x, double y, int classIndex) {

        public Point {
            if (!Check.drawable(x) || !Check.drawable(y) || classIndex < 0) {
                throw new IllegalArgumentException(
                        "a point must be within +-1e100 with a class index of 0 or more, was %s %s %d"
                                .formatted(x, y, classIndex));
            }
        }
    }
}

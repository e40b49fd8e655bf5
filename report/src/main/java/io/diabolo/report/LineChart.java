package io.diabolo.report;

import java.util.List;

/**
 * Lines with markers and, where a series has them, error bars.
 *
 * @param title stands above the chart; not blank
 * @param xLabel the name of the horizontal axis with its unit; may be empty
 * @param yLabel the name of the vertical axis with its unit; may be empty
 * @param logX true for a logarithmic horizontal axis: every x is at least 1e-100
 * @param logY true for a logarithmic vertical axis: every y is at least 1e-100. An axis over less than a factor of 4 is drawn
 *     linear all the same, since nothing would bend; the name of the axis says which it is
 * @param series at least one; those of the same index have the same colour and marker in every chart
 */
public record LineChart(String title, String xLabel, String yLabel, boolean logX, boolean logY, List<Series> series)
        implements Chart {

    public LineChart {
        Check.text(title, "a chart's title");
        series = List.copyOf(series);
        Check.notEmpty(series, "the series of chart " + title);
        for (Series s : series) {
            if (logX) {
                Check.positive(s.xs(), "x of series " + s.name());
            }
            if (logY) {
                Check.positive(s.ys(), "y of series " + s.name());
            }
        }
    }
}

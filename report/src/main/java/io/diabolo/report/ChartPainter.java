package io.diabolo.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Paints a chart, {@link #WIDTH} wide, onto any {@link Graphics2D}: its title where wanted, the plot by XChart, the legend
 * below. The width is that of a phone in portrait and the letters are large, so a chart scaled to its column is read there.
 */
final class ChartPainter {

    static final int WIDTH = 480;
    static final float LINE_WIDTH = 2.6f;
    static final int MARKER_SIZE = 10;

    private static final int PLOT_HEIGHT = 330;
    private static final int TITLE_LINE = 24;
    private static final int TITLE_MARGIN = 12;
    /** About what XChart leaves of width and height for the plot itself. */
    private static final double PLOT_X = 385;

    private static final double PLOT_Y = 265;
    private static final int SCATTER_SIZE = 7;
    private static final int SMALL_POINT = 5;
    /** Of 255. */
    private static final int PALE = 120;

    /** There are as many colours. */
    private static final int MOST_IN_LEGEND = 10;
    /** A longer series shows a marker only at every so many points, to be told apart and not to hide the line. */
    private static final int MAX_MARKERS = 12;

    private static final Font TICK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.PLUS,
            SeriesMarkers.OVAL,
            SeriesMarkers.TRAPEZOID,
            SeriesMarkers.RECTANGLE);

    private final Theme theme;
    private final Locale locale;
    private final List<String> title;
    private final XYChart plot;
    private final ChartLegend legend;
    private AxisScale xScale = AxisScale.linear(0, 1, false);
    private AxisScale yScale = xScale;
    private @Nullable ClassNames names;

    ChartPainter(Chart chart, Theme theme, Locale locale, boolean titled) {
        this.theme = theme;
        this.locale = locale;
        this.title = titled ? OutlinedText.wrap(chart.title(), TITLE_FONT, WIDTH - 2 * TITLE_MARGIN) : List.of();
        this.plot = new XYChart(WIDTH, PLOT_HEIGHT);
        style(plot.getStyler());
        if (chart instanceof LineChart line) {
            addLines(line);
            this.legend =
                    new ChartLegend(line.series().stream().map(Series::name).toList(), FONT, WIDTH, true);
        } else {
            ScatterChart scatter = (ScatterChart) chart;
            addPoints(scatter);
            boolean onChart = scatter.classNames().size() > MOST_IN_LEGEND;
            this.names = onChart ? new ClassNames(scatter, theme) : null;
            this.legend = new ChartLegend(onChart ? List.of() : scatter.classNames(), FONT, WIDTH, false);
        }
    }

    /** Colours and shapes change together, so ten of each make a hundred pairs. */
    static Marker marker(int index) {
        return MARKERS.get((index + index / MARKERS.size()) % MARKERS.size());
    }

    /** What stands beside the horizontal and the vertical axis. */
    List<String> axisTitles() {
        return List.of(plot.getXAxisTitle(), plot.getYAxisTitle());
    }

    int height() {
        return titleHeight() + PLOT_HEIGHT + legend.height();
    }

    void paint(Graphics2D g) {
        g.setColor(theme.ground());
        g.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
        g.setColor(theme.ink());
        for (int i = 0; i < title.size(); i++) {
            double x = (WIDTH - OutlinedText.width(title.get(i), TITLE_FONT)) / 2;
            OutlinedText.paint(g, title.get(i), TITLE_FONT, x, TITLE_MARGIN + (i + 0.8) * TITLE_LINE);
        }
        AffineTransform before = g.getTransform();
        g.translate(0, titleHeight());
        plot.paint(g, WIDTH, PLOT_HEIGHT);
        if (names != null) {
            g.setClip(null);
            names.paint(g, x -> plot.getScreenXFromChart(xScale.at(x)), y -> plot.getScreenYFromChart(yScale.at(y)));
        }
        g.setTransform(before);
        g.setClip(null);
        legend.paint(g, titleHeight() + PLOT_HEIGHT, WIDTH, theme);
    }

    private int titleHeight() {
        return title.isEmpty() ? 0 : TITLE_MARGIN + title.size() * TITLE_LINE;
    }

    private void addLines(LineChart chart) {
        AxisScale xs = scale(chart.logX(), chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.xs())));
        // On a logarithmic axis a bar that reaches 0 or less has no lower end to make room for.
        DoubleStream ends = chart.series().stream()
                .flatMapToDouble(s -> DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(s.ys()), ends(s, (y, e) -> y + e)),
                        ends(s, (y, e) -> y - e).filter(y -> !chart.logY() || y > 0)));
        AxisScale ys = scale(chart.logY(), ends);
        setAxes(xs, ys);
        plot.setXAxisTitle(titled(chart.xLabel(), xs, PLOT_X));
        plot.setYAxisTitle(titled(chart.yLabel(), ys, PLOT_Y));
        for (int i = 0; i < chart.series().size(); i++) {
            Series s = chart.series().get(i);
            if (s.hasError()) {
                addErrorBars(i, s, xs, ys);
            }
            XYSeries line = plot.addSeries("line " + i, xs.at(s.xs()), ys.at(s.ys()));
            line.setMarker(SeriesMarkers.NONE).setLineColor(theme.series(i)).setLineStyle(stroke(LINE_WIDTH));
            int step = (s.size() + MAX_MARKERS - 1) / MAX_MARKERS;
            int[] marked =
                    IntStream.range(0, s.size()).filter(p -> p % step == 0).toArray();
            double[] markedX = IntStream.of(marked).mapToDouble(s::x).toArray();
            double[] markedY = IntStream.of(marked).mapToDouble(s::y).toArray();
            addMarkers("markers " + i, i, xs.at(markedX), ys.at(markedY));
        }
    }

    /** One series of separate strokes; the library's own error bars know no logarithmic axis that ends above 0. */
    private void addErrorBars(int index, Series s, AxisScale xs, AxisScale ys) {
        double[] x = new double[3 * s.size()];
        double[] y = new double[3 * s.size()];
        for (int i = 0; i < s.size(); i++) {
            x[3 * i] = x[3 * i + 1] = x[3 * i + 2] = xs.at(s.x(i));
            y[3 * i] = ys.at(s.y(i) - s.error(i));
            y[3 * i + 1] = ys.at(s.y(i) + s.error(i));
            y[3 * i + 2] = Double.NaN;
        }
        XYSeries bars = plot.addSeries("errors " + index, x, y);
        bars.setMarker(SeriesMarkers.NONE).setLineColor(theme.series(index)).setLineStyle(stroke(1.6f));
    }

    private void addPoints(ScatterChart chart) {
        boolean many = chart.classNames().size() > MOST_IN_LEGEND;
        plot.getStyler().setMarkerSize(many ? SMALL_POINT : SCATTER_SIZE);
        AxisScale xs = scale(false, chart.points().stream().mapToDouble(ScatterChart.Point::x));
        AxisScale ys = scale(false, chart.points().stream().mapToDouble(ScatterChart.Point::y));
        setAxes(xs, ys);
        plot.setXAxisTitle(titled(chart.xLabel(), xs, PLOT_X));
        plot.setYAxisTitle(titled(chart.yLabel(), ys, PLOT_Y));
        for (int i = 0; i < chart.classNames().size(); i++) {
            int index = i;
            List<ScatterChart.Point> own =
                    chart.points().stream().filter(p -> p.classIndex() == index).toList();
            if (!own.isEmpty()) {
                double[] x = own.stream().mapToDouble(ScatterChart.Point::x).toArray();
                double[] y = own.stream().mapToDouble(ScatterChart.Point::y).toArray();
                XYSeries points = addMarkers("class " + i, i, xs.at(x), ys.at(y));
                if (many) { // shapes of many classes are confusion, and the names are to be read over them
                    Color colour = theme.series(i);
                    points.setMarker(SeriesMarkers.CIRCLE)
                            .setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE));
                }
            }
        }
    }

    private XYSeries addMarkers(String key, int index, double[] x, double[] y) {
        XYSeries markers = plot.addSeries(key, x, y);
        markers.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        markers.setMarker(marker(index)).setMarkerColor(theme.series(index)).setLineStyle(SeriesLines.NONE);
        return markers;
    }

    private static DoubleStream ends(Series s, DoubleBinaryOperator end) {
        return IntStream.range(0, s.size()).mapToDouble(i -> end.applyAsDouble(s.y(i), s.error(i)));
    }

    private static AxisScale scale(boolean logarithmic, DoubleStream values) {
        double[] all = values.toArray();
        double low = DoubleStream.of(all).min().orElseThrow();
        double high = DoubleStream.of(all).max().orElseThrow();
        boolean whole = DoubleStream.of(all).allMatch(v -> v == Math.rint(v));
        return logarithmic ? AxisScale.logarithmic(low, high, whole) : AxisScale.linear(low, high, whole);
    }

    /** The name of an axis, and in any case what its scale is. */
    private String titled(String label, AxisScale scale, double room) {
        String kind = Words.in(locale).scale(scale.isLogarithmic());
        String name = OutlinedText.fit(label, FONT, room - OutlinedText.width(kind, FONT));
        return name.isBlank() ? kind.substring(2) : name + kind;
    }

    private void setAxes(AxisScale xs, AxisScale ys) {
        xScale = xs;
        yScale = ys;
        XYStyler styler = plot.getStyler();
        styler.setXAxisMin(xs.min()).setXAxisMax(xs.max());
        styler.setYAxisMin(ys.min()).setYAxisMax(ys.max());
        styler.setxAxisTickLabelsFormattingFunction(v -> tick(xs, v));
        styler.setyAxisTickLabelsFormattingFunction(v -> tick(ys, v));
        styler.setXAxisTickMarkSpacingHint(xs.tickSpacing(PLOT_X));
        styler.setYAxisTickMarkSpacingHint(ys.tickSpacing(PLOT_Y));
    }

    /** Few fonts have the narrow space that French groups digits with. */
    private String tick(AxisScale scale, double place) {
        return scale.label(place, locale).replace('\u202f', '\u00a0');
    }

    private void style(XYStyler styler) {
        Color none = theme.ground();
        styler.setChartBackgroundColor(none).setPlotBackgroundColor(none).setPlotBorderVisible(false);
        styler.setChartFontColor(theme.ink()).setChartPadding(10).setPlotContentSize(1);
        styler.setChartTitleVisible(false).setLegendVisible(false).setMarkerSize(MARKER_SIZE);
        styler.setXAxisTitleColor(theme.ink()).setYAxisTitleColor(theme.ink());
        styler.setAxisTitleFont(FONT).setAxisTickLabelsFont(TICK_FONT).setAxisTickLabelsColor(theme.ink());
        styler.setAxisTickMarksColor(theme.grid()).setPlotGridLinesColor(theme.grid());
        styler.setPlotGridLinesStroke(stroke(1)).setAxisTicksLineVisible(false);
        styler.setAxisTickMarkLength(0)
                .setAxisTickPadding(8)
                .setAxisTitlePadding(10)
                .setPlotMargin(0);
    }

    private static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
}

package io.diabolo.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/**
 * The legend below a chart, in as many lines as it takes: the chart library's own never wraps, and would be cut off on the
 * width of a phone.
 */
final class ChartLegend {

    private static final double KEY_WIDTH = 34;
    private static final double GAP = 20;
    private static final double LINE_HEIGHT = 26;
    private static final double MARGIN = 10;

    private final List<Line> lines = new ArrayList<>();
    private final Font font;
    private final boolean withLine;

    /** Lays the names out; their places in the list give their colours and markers. */
    ChartLegend(List<String> names, Font font, double width, boolean withLine) {
        this.font = font;
        this.withLine = withLine;
        double room = width - 2 * MARGIN;
        Line line = new Line(new ArrayList<>(), 0);
        for (int i = 0; i < names.size(); i++) {
            String name = OutlinedText.fit(names.get(i), font, room - KEY_WIDTH);
            double entry = KEY_WIDTH + OutlinedText.width(name, font);
            if (!line.entries.isEmpty() && line.width + GAP + entry > room) {
                lines.add(line);
                line = new Line(new ArrayList<>(), 0);
            }
            double x = line.entries.isEmpty() ? 0 : line.width + GAP;
            line.entries.add(new Entry(i, name, x));
            line = new Line(line.entries, x + entry);
        }
        if (!line.entries.isEmpty()) {
            lines.add(line);
        }
    }

    int height() {
        return (int) Math.ceil(lines.size() * LINE_HEIGHT + MARGIN);
    }

    /** Paints with its upper edge at {@code top}, each line in the middle of {@code width}. */
    void paint(Graphics2D g, double top, double width, Theme theme) {
        double y = top + LINE_HEIGHT / 2;
        for (Line line : lines) {
            double left = (width - line.width) / 2;
            for (Entry entry : line.entries) {
                paintKey(g, entry.index, left + entry.x, y, theme);
                g.setColor(theme.ink());
                OutlinedText.paint(g, entry.name, font, left + entry.x + KEY_WIDTH, y + font.getSize2D() * 0.36);
            }
            y += LINE_HEIGHT;
        }
    }

    private void paintKey(Graphics2D g, int index, double x, double y, Theme theme) {
        double middle = x + KEY_WIDTH / 2 - 3;
        g.setColor(theme.series(index));
        if (withLine) {
            g.setStroke(new BasicStroke(ChartPainter.LINE_WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(middle - 13, y, middle + 13, y));
        }
        Marker marker = ChartPainter.marker(index);
        marker.paint(g, middle, y, ChartPainter.MARKER_SIZE);
    }

    private record Line(List<Entry> entries, double width) {}

    private record Entry(int index, String name, double x) {}
}

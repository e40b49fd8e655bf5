package io.diabolo.report;

import io.diabolo.report.NetworkDiagram.Group;
import io.diabolo.report.NetworkDiagram.Layer;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network as SVG: a bar for each layer, its height {@code log(1 + elements) / log(1 + most elements)} of the tallest;
 * the silhouette behind them is the diabolo. Its colours are classes of the page's style sheet, so one drawing serves
 * light and dark.
 */
final class NetworkDrawing {

    private static final int PITCH = 102;
    private static final int BAR_WIDTH = 46;
    private static final int BAR_HEIGHT = 190;
    private static final int TOP = 44;
    private static final int MARGIN = 8;
    private static final int LINE = 18;
    /** What fits below a bar at the style sheet's letter size. */
    private static final int LINE_LENGTH = 15;

    private final NetworkDiagram diagram;
    private final Words words;
    private final NumberFormat integers;
    private final double mostLog;
    private final StringBuilder svg = new StringBuilder();

    private NetworkDrawing(NetworkDiagram diagram, Locale locale) {
        this.diagram = diagram;
        this.words = Words.in(locale);
        this.integers = NumberFormat.getIntegerInstance(locale);
        this.mostLog = diagram.layers().stream()
                .mapToDouble(layer -> Math.log1p((double) layer.elements()))
                .max()
                .orElseThrow();
    }

    static String svg(NetworkDiagram diagram, Locale locale) {
        return new NetworkDrawing(diagram, locale).draw();
    }

    private String draw() {
        List<List<String>> texts = diagram.layers().stream().map(this::below).toList();
        int lines = texts.stream().mapToInt(List::size).max().orElseThrow();
        int width = 2 * MARGIN + PITCH * diagram.layers().size();
        int height = TOP + BAR_HEIGHT + LINE + lines * LINE + MARGIN;
        svg.append(
                "<svg class=\"network\" role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                        .formatted(Html.escape(diagram.title()), width, height, width, height));
        silhouette();
        for (int i = 0; i < diagram.layers().size(); i++) {
            bar(i);
            text(i, texts.get(i));
        }
        groups();
        return svg.append("</svg>\n").toString();
    }

    private void silhouette() {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i < diagram.layers().size(); i++) {
            double half = height(i) / 2;
            upper.append("%s,%s ".formatted(number(center(i)), number(middle() - half)));
            lower.insert(0, "%s,%s ".formatted(number(center(i)), number(middle() + half)));
        }
        svg.append("<polygon class=\"silhouette\" points=\"%s\"/>\n".formatted((upper.toString() + lower).strip()));
    }

    private void bar(int i) {
        svg.append("<rect class=\"bar %s\" x=\"%s\" y=\"%s\" width=\"%d\" height=\"%s\" rx=\"5\"/>\n"
                .formatted(
                        cssClass(diagram.layers().get(i).group()),
                        number(center(i) - BAR_WIDTH / 2.0),
                        number(middle() - height(i) / 2),
                        BAR_WIDTH,
                        number(height(i))));
    }

    private void text(int i, List<String> lines) {
        for (int k = 0; k < lines.size(); k++) {
            svg.append("<text class=\"%s\" x=\"%s\" y=\"%d\">%s</text>\n"
                    .formatted(
                            k == 0 ? "name" : "detail",
                            number(center(i)),
                            TOP + BAR_HEIGHT + LINE * (k + 1) + 4,
                            Html.escape(lines.get(k))));
        }
    }

    /** A bracket with its name over each run of layers of one group. */
    private void groups() {
        List<Layer> layers = diagram.layers();
        for (int from = 0, to; from < layers.size(); from = to) {
            Group group = layers.get(from).group();
            to = from;
            while (to < layers.size() && layers.get(to).group() == group) {
                to++;
            }
            double left = center(from) - PITCH / 2.0 + 5;
            double right = center(to - 1) + PITCH / 2.0 - 5;
            svg.append("<line class=\"bracket %s\" x1=\"%s\" x2=\"%s\" y1=\"28\" y2=\"28\"/>\n"
                    .formatted(cssClass(group), number(left), number(right)));
            svg.append("<text class=\"group\" x=\"%s\" y=\"18\">%s</text>\n"
                    .formatted(number((left + right) / 2), Html.escape(words.of(group))));
        }
    }

    private List<String> below(Layer layer) {
        List<String> lines = new ArrayList<>();
        lines.addAll(broken(layer.name()).subList(0, 1));
        lines.addAll(broken(layer.kind()));
        lines.addAll(broken(layer.shape()));
        if (layer.parameters() > 0) {
            lines.add(integers.format(layer.parameters()));
            lines.add(words.parameters());
        }
        return lines;
    }

    private static List<String> broken(String text) {
        return Lines.of(text, line -> line.length() <= LINE_LENGTH);
    }

    private double height(int i) {
        return BAR_HEIGHT * Math.log1p((double) diagram.layers().get(i).elements()) / mostLog;
    }

    private static double center(int i) {
        return MARGIN + PITCH * (i + 0.5);
    }

    private static double middle() {
        return TOP + BAR_HEIGHT / 2.0;
    }

    private static String cssClass(Group group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

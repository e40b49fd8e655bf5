package io.diabolo.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link PointMap} as HTML: what its script reads stands in attributes, numbers as base64. */
final class PointMapHtml {

    /** Classes with a colour of their own; the others share one. */
    private static final int COLOURS = 9;

    private PointMapHtml() {}

    static String html(PointMap map, Words words) {
        List<ScatterChart.Point> points = map.layouts().get(0).points();
        List<String> classes = map.layouts().get(0).classNames();
        StringBuilder html = new StringBuilder(
                "<figure class=\"pointmap\" data-classes=\"%s\" data-light=\"%s\" data-dark=\"%s\" data-hint=\"%s\">\n<figcaption>%s</figcaption>\n"
                        .formatted(
                                base64(points.stream()
                                        .mapToInt(ScatterChart.Point::classIndex)
                                        .toArray()),
                                colours(Theme.LIGHT),
                                colours(Theme.DARK),
                                Html.escape(words.mapHint()),
                                Html.escape(map.title())));
        html.append("<div class=\"layouts\" role=\"group\">\n");
        for (ScatterChart layout : map.layouts()) {
            html.append("<button type=\"button\" data-points=\"%s\">%s</button>\n"
                    .formatted(base64(layout.points()), Html.escape(layout.title())));
        }
        html.append("</div>\n<div class=\"plane\"><canvas tabindex=\"0\" role=\"img\" aria-label=\"%s\"></canvas>"
                .formatted(Html.escape(map.title() + ". " + words.mapHint())));
        html.append("<div class=\"tip\" hidden></div></div>\n<p class=\"hint\">%s</p>\n"
                .formatted(Html.escape(words.mapHint())));
        html.append("<noscript><p>%s</p></noscript>\n".formatted(Html.escape(words.mapWithoutScript())));
        html.append("<div class=\"classes\" role=\"group\">\n");
        for (int i = 0; i < classes.size(); i++) {
            html.append("<button type=\"button\" aria-pressed=\"true\" data-class=\"%d\"><i></i>%s</button>\n"
                    .formatted(i, Html.escape(classes.get(i))));
        }
        html.append("</div>\n<ol class=\"names\" hidden>\n%s</ol>\n"
                .formatted(map.names().stream()
                        .map(name -> "<li>%s</li>\n".formatted(Html.escape(name)))
                        .collect(Collectors.joining())));
        map.thumbnails()
                .ifPresent(sheet -> html.append(
                        "<img class=\"thumbnails\" hidden alt=\"\" data-columns=\"%d\" data-width=\"%d\" data-height=\"%d\" src=\"data:image/png;base64,%s\">\n"
                                .formatted(
                                        sheet.columns(),
                                        sheet.width(),
                                        sheet.height(),
                                        Base64.getEncoder()
                                                .encodeToString(sheet.sheet().png()))));
        return html.append("</figure>\n").toString();
    }

    private static String colours(Theme theme) {
        return IntStream.rangeClosed(0, COLOURS)
                .mapToObj(i -> "#%06x".formatted(theme.series(i).getRGB() & 0xFFFFFF))
                .collect(Collectors.joining(" "));
    }

    private static String base64(int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) Math.min(value, Short.MAX_VALUE));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String base64(List<ScatterChart.Point> points) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * points.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (ScatterChart.Point point : points) {
            bytes.putFloat((float) point.x()).putFloat((float) point.y());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}

package io.diabolo.report;

import java.text.NumberFormat;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The blocks of one report as HTML. Charts are numbered, for the ids inside their SVG must differ on one page. */
final class HtmlBlocks {

    /** Tiny pictures are enlarged to about this many pixels, at most by the factor below it. */
    private static final int PIXELATED_WIDTH = 560;

    private static final int MAX_ENLARGEMENT = 8;

    private final Locale locale;
    private final Words words;
    private int charts;

    HtmlBlocks(Locale locale) {
        this.locale = locale;
        this.words = Words.in(locale);
    }

    /** Charts that follow each other stand side by side where the page is wide enough. */
    String html(List<Block> blocks) {
        StringBuilder html = new StringBuilder();
        boolean inRow = false;
        for (Block block : blocks) {
            boolean isChart = block instanceof Chart;
            if (isChart != inRow) {
                html.append(isChart ? "<div class=\"charts\">\n" : "</div>\n");
                inRow = isChart;
            }
            html.append(html(block));
        }
        return html.append(inRow ? "</div>\n" : "").toString();
    }

    private String html(Block block) {
        if (block instanceof Paragraph paragraph) {
            return "<p>%s</p>\n".formatted(Html.escape(paragraph.text()));
        } else if (block instanceof Callout callout) {
            return callout(callout);
        } else if (block instanceof CodeBlock code) {
            return "<pre tabindex=\"0\"><code>%s</code></pre>\n".formatted(Html.escape(code.code()));
        } else if (block instanceof Table table) {
            return table(table);
        } else if (block instanceof ImageBlock image) {
            return image(image);
        } else if (block instanceof NetworkDiagram diagram) {
            return scrolling("network", diagram.title(), NetworkDrawing.svg(diagram, locale));
        } else if (block instanceof PointMap map) {
            return PointMapHtml.html(map, words);
        } else {
            return chart((Chart) block);
        }
    }

    private String callout(Callout callout) {
        String kind = callout.kind().name().toLowerCase(Locale.ROOT);
        return "<aside class=\"callout %s\">\n<p class=\"kind\">%s</p>\n<p>%s</p>\n</aside>\n"
                .formatted(kind, words.of(callout.kind()), Html.escape(callout.text()));
    }

    /** What may be wider than a phone scrolls inside its own box, with the keyboard too. */
    private static String scrolling(String cssClass, String title, String content) {
        String safe = Html.escape(title);
        return """
                <figure class="%s">
                <figcaption>%s</figcaption>
                <div class="scroll" tabindex="0" role="region" aria-label="%s">
                %s</div>
                </figure>
                """.formatted(cssClass, safe, safe, content);
    }

    private String table(Table table) {
        StringBuilder html = new StringBuilder("<table>\n<thead>\n<tr>");
        for (Table.Column column : table.columns()) {
            String unit = column.unit().isEmpty()
                    ? ""
                    : " <span class=\"unit\">%s</span>".formatted(Html.escape(column.unit()));
            html.append("<th scope=\"col\" class=\"%s\">%s%s</th>"
                    .formatted(side(column), Html.escape(column.name()), unit));
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<Table.Cell> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String tag = i == 0 ? "th scope=\"row\"" : "td";
                html.append("<%s class=\"%s\">%s</%s>"
                        .formatted(tag, side(table.columns().get(i)), cell(row.get(i)), i == 0 ? "th" : "td"));
            }
            html.append("</tr>\n");
        }
        return scrolling(
                "table", table.title(), html.append("</tbody>\n</table>\n").toString());
    }

    private static String side(Table.Column column) {
        return column.alignment().name().toLowerCase(Locale.ROOT);
    }

    private String cell(Table.Cell cell) {
        if (cell instanceof Table.NumberCell number) {
            if (!Double.isFinite(number.value())) {
                return "–";
            }
            NumberFormat format = NumberFormat.getNumberInstance(locale);
            format.setMinimumFractionDigits(number.decimals());
            format.setMaximumFractionDigits(number.decimals());
            return Html.escape(format.format(number.value()));
        }
        return Html.escape(((Table.TextCell) cell).text());
    }

    private static String image(ImageBlock image) {
        int factor = image.pixelated() ? Math.max(1, Math.min(MAX_ENLARGEMENT, PIXELATED_WIDTH / image.width())) : 1;
        String caption = image.caption().isBlank()
                ? ""
                : "<figcaption>%s</figcaption>\n".formatted(Html.escape(image.caption()));
        return "<figure class=\"image\">\n<img%s alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/png;base64,%s\">\n%s</figure>\n"
                .formatted(
                        image.pixelated() ? " class=\"pixelated\"" : "",
                        Html.escape(image.alt()),
                        (long) image.width() * factor,
                        (long) image.height() * factor,
                        Base64.getEncoder().encodeToString(image.png()),
                        caption);
    }

    private String chart(Chart chart) {
        charts++;
        return """
                <figure class="chart">
                <figcaption>%s</figcaption>
                <div role="img" aria-label="%s">
                <div class="on-light">%s</div>
                <div class="on-dark">%s</div>
                </div>
                </figure>
                """.formatted(
                        Html.escape(chart.title()),
                        Html.escape(description(chart)),
                        inline(chart, Theme.LIGHT, "c%d-".formatted(charts)),
                        inline(chart, Theme.DARK, "c%dd-".formatted(charts)));
    }

    private String inline(Chart chart, Theme theme, String idPrefix) {
        return ChartRenderer.untitledSvg(chart, theme, locale)
                .replaceAll(" xmlns(:xlink)?=\"[^\"]*\"", "")
                .replaceAll(" id=\"", " id=\"" + idPrefix)
                .replaceAll("url\\(#", "url(#" + idPrefix);
    }

    private static String description(Chart chart) {
        List<String> names = chart instanceof LineChart line
                ? line.series().stream().map(Series::name).toList()
                : ((ScatterChart) chart).classNames();
        return "%s. x: %s; y: %s. %s"
                .formatted(chart.title(), chart.xLabel(), chart.yLabel(), String.join(", ", names));
    }
}

package io.diabolo.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A report as ONE HTML file that needs nothing else: no network, no font and, but for maps of points, no script. Light and dark, for a phone of 360
 * pixels as for paper.
 *
 * @source WHATWG HTML Living Standard; W3C Content Security Policy Level 3, which here forbids the browser everything but
 *     this very style sheet and script (by their SHA-256) and embedded pictures
 */
public final class HtmlReport {

    private static final String STYLE_SHEET = "report.css";
    private static final String SCRIPT = "pointmap.js";

    private HtmlReport() {}

    /**
     * Writes the file beside and renames it, so that it is there whole or not at all; replaces a file of that name.
     *
     * @throws IOException where the file cannot be written
     */
    public static void write(Report report, Path file) throws IOException {
        AtomicFile.write(file, html(report).getBytes(StandardCharsets.UTF_8));
    }

    /** The same file as text. */
    public static String html(Report report) {
        String style = resource(STYLE_SHEET);
        boolean hasMap = report.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .anyMatch(PointMap.class::isInstance);
        String script = hasMap ? resource(SCRIPT) : "";
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
                style-src 'sha256-%s'; %sbase-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                """.formatted(
                        Html.escape(report.language()),
                        sha256(style),
                        hasMap ? "script-src 'sha256-%s'; ".formatted(sha256(script)) : "",
                        Html.escape(report.title()),
                        style));
        html.append("<header>\n<h1>%s</h1>\n%s</header>\n"
                .formatted(Html.escape(report.title()), paragraph("subtitle", report.subtitle())));
        html.append(contents(report)).append("<main>\n");
        HtmlBlocks blocks = new HtmlBlocks(report.locale());
        List<Section> sections = report.sections();
        for (int i = 0; i < sections.size(); i++) {
            html.append("<section id=\"s%d\" aria-labelledby=\"h%d\">\n<h2 id=\"h%d\">%s</h2>\n"
                    .formatted(i + 1, i + 1, i + 1, Html.escape(sections.get(i).title())));
            html.append(blocks.html(sections.get(i).blocks())).append("</section>\n");
        }
        html.append("</main>\n");
        if (!report.footer().isBlank()) {
            html.append("<footer>\n%s</footer>\n".formatted(paragraph("", report.footer())));
        }
        if (hasMap) {
            html.append("<script>%s</script>\n".formatted(script));
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private static String contents(Report report) {
        String heading = Words.in(report.locale()).contents();
        StringBuilder html = new StringBuilder(
                "<nav aria-labelledby=\"contents\">\n<p id=\"contents\">%s</p>\n<ol>\n".formatted(heading));
        for (int i = 0; i < report.sections().size(); i++) {
            html.append("<li><a href=\"#s%d\">%s</a></li>\n"
                    .formatted(i + 1, Html.escape(report.sections().get(i).title())));
        }
        return html.append("</ol>\n</nav>\n").toString();
    }

    private static String paragraph(String cssClass, String text) {
        if (text.isBlank()) {
            return "";
        }
        String attribute = cssClass.isEmpty() ? "" : " class=\"%s\"".formatted(cssClass);
        return "<p%s>%s</p>\n".formatted(attribute, Html.escape(text));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the report's jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the report's jar", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

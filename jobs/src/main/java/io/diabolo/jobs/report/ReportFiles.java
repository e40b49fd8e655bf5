package io.diabolo.jobs.report;

import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.image.Size;
import io.diabolo.report.Chart;
import io.diabolo.report.ChartRenderer;
import io.diabolo.report.Csv;
import io.diabolo.report.HtmlReport;
import io.diabolo.report.ImageBlock;
import io.diabolo.report.Report;
import io.diabolo.report.Table;
import io.diabolo.report.Theme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** What the report shows, kept to be written beside it under names of its own. */
final class ReportFiles {

    private final Map<String, Chart> charts = new LinkedHashMap<>();
    private final Map<String, byte[]> sheets = new LinkedHashMap<>();
    private final Map<String, Table> numbers = new LinkedHashMap<>();

    /** Keeps a chart for {@code charts/name.svg}, {@code .png} and {@code numbers/name.csv}. */
    Chart chart(String name, Chart chart) {
        charts.put(name, chart);
        return chart;
    }

    /**
     * Keeps a sheet for {@code charts/name.png} and gives it as a block, whose ground is that of the page; what is too large
     * for a report is shrunk.
     */
    ImageBlock sheet(String name, String caption, String alt, Sheet sheet) {
        sheets.put(name, png(sheet.draw()));
        Picture picture = sheet.drawTransparent();
        byte[] png = png(picture);
        while (png.length > ImageBlock.MAX_BYTES) {
            picture = picture.resize(new Size((picture.width() + 1) / 2, (picture.height() + 1) / 2));
            png = png(picture);
        }
        return new ImageBlock(caption, alt, png, false);
    }

    /** Keeps exact numbers for {@code numbers/name.csv}. */
    void numbers(String name, Table table) {
        numbers.put(name, table);
    }

    /**
     * Writes a document, and beside it all that was kept.
     *
     * @param page in a folder that is made if it does not exist
     */
    void write(Path page, Report report, Lang lang) {
        String html = HtmlReport.html(report);
        write(page.toAbsolutePath().resolveSibling(""), lang.locale());
        AtomicFiles.writeString(page, html);
    }

    /** The last line of a document. */
    static String madeBy(Lang lang) {
        return lang.text(
                "Made by Diabolo; the charts and their numbers lie beside this file.",
                "Rédigé par Diabolo ; les graphiques et leurs nombres se trouvent à côté de ce fichier.");
    }

    private void write(Path folder, Locale locale) {
        Path drawn = folder.resolve("charts");
        charts.forEach((name, chart) -> {
            AtomicFiles.writeString(drawn.resolve(name + ".svg"), ChartRenderer.svg(chart, Theme.LIGHT, locale));
            byte[] png = ChartRenderer.png(chart, locale);
            AtomicFiles.write(drawn.resolve(name + ".png"), out -> out.write(png));
            AtomicFiles.writeString(csv(folder, name), Csv.of(chart));
        });
        sheets.forEach((name, png) -> AtomicFiles.write(drawn.resolve(name + ".png"), out -> out.write(png)));
        numbers.forEach((name, table) -> AtomicFiles.writeString(csv(folder, name), Csv.of(table)));
    }

    private static Path csv(Path folder, String name) {
        return folder.resolve("numbers").resolve(name + ".csv");
    }

    private static byte[] png(Picture picture) {
        return png(picture.toBufferedImage());
    }

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG could not be written to memory", e);
        }
        return png.toByteArray();
    }
}

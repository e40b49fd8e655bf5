package io.diabolo.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** One chart as files to put into a text or a spreadsheet. */
public final class ChartFiles {

    private ChartFiles() {}

    /**
     * Writes {@code name.svg}, {@code name-dark.svg}, {@code name.png} and {@code name.csv}, each whole or not at all, and
     * replaces those that are there.
     *
     * @param folder made if it does not exist
     * @param name letters, digits, dots, underscores and hyphens, at most 100
     * @param locale the language of the numbers on the axes; the CSV has none
     */
    public static void write(Chart chart, Path folder, String name, Locale locale) throws IOException {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "a chart's file name must be 1 to 100 letters, digits and . _ -, was " + name);
        }
        write(folder.resolve(name + ".svg"), ChartRenderer.svg(chart, Theme.LIGHT, locale));
        write(folder.resolve(name + "-dark.svg"), ChartRenderer.svg(chart, Theme.DARK, locale));
        AtomicFile.write(folder.resolve(name + ".png"), ChartRenderer.png(chart, locale));
        write(folder.resolve(name + ".csv"), Csv.of(chart));
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

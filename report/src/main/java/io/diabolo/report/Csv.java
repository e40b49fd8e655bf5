package io.diabolo.report;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * The numbers of charts and tables as comma-separated values: a header, a point as the decimal separator whatever the
 * language, every number in the shortest form that reads back to the same bits.
 *
 * @source RFC 4180, with a line feed alone at the end of lines
 */
public final class Csv {

    private Csv() {}

    /**
     * {@code series,x,y,error}, a line a point; error is empty where the series has none. A scatter chart gives
     * {@code class,x,y}.
     */
    public static String of(Chart chart) {
        StringBuilder csv = new StringBuilder();
        if (chart instanceof LineChart line) {
            csv.append("series,x,y,error\n");
            for (Series s : line.series()) {
                for (int i = 0; i < s.size(); i++) {
                    String error = s.hasError() ? number(s.error(i)) : "";
                    csv.append(row(s.name(), number(s.x(i)), number(s.y(i)), error));
                }
            }
        } else if (chart instanceof ScatterChart scatter) {
            csv.append("class,x,y\n");
            for (ScatterChart.Point p : scatter.points()) {
                csv.append(row(scatter.classNames().get(p.classIndex()), number(p.x()), number(p.y())));
            }
        }
        return csv.toString();
    }

    /** The column names, with the unit in brackets where there is one, then a line a row. */
    public static String of(Table table) {
        StringBuilder csv = new StringBuilder(row(table.columns().stream()
                .map(c -> c.unit().isEmpty() ? c.name() : "%s [%s]".formatted(c.name(), c.unit()))
                .toArray(String[]::new)));
        for (var cells : table.rows()) {
            csv.append(row(cells.stream().map(Csv::text).toArray(String[]::new)));
        }
        return csv.toString();
    }

    private static String text(Table.Cell cell) {
        return cell instanceof Table.NumberCell n ? number(n.value()) : ((Table.TextCell) cell).text();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static String row(String... fields) {
        StringJoiner row = new StringJoiner(",", "", "\n");
        for (String field : fields) {
            row.add(quoted(field));
        }
        return row.toString();
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}

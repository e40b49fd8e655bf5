package io.diabolo.jobs;

import io.diabolo.data.Npy;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.CsvRows;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rows that a model has made, as files. */
final class RowFiles {

    private static final Pattern TEXT = Pattern.compile(".*\\.(csv|tsv|txt)(\\.gz)?");

    private RowFiles() {}

    /** Whether the name says that it is a table of text. */
    static boolean isText(Path file) {
        return TEXT.matcher(file.toString().toLowerCase(Locale.ROOT)).matches();
    }

    private static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            floats[k] = (float) row[k];
        }
        return floats;
    }

    /**
     * Writes a file again with other cells in some of its columns; all else is copied as it stands. Of an array, which has no
     * other columns, the cells alone are written.
     *
     * @param columns that {@code cells} has, by name
     * @param cells [rows][columns] in the order of the file's rows
     * @param fill whether only cells that are missing are replaced
     * @return how many rows
     */
    static int writeInto(Path input, Path out, List<TableColumn> columns, double[][] cells, boolean fill) {
        if (!isText(input)) {
            writeTable(out, columns, cells);
            return cells.length;
        }
        CsvRows rows = CsvRows.open(input);
        if (rows.size() != cells.length) {
            throw new BadInputException(
                    "%s has %,d rows, the model made %,d; did it change meanwhile? run the command again"
                            .formatted(input, rows.size(), cells.length));
        }
        Map<String, Integer> places = new HashMap<>();
        columns.forEach(column -> places.put(column.name(), places.size()));
        int[] replaced = rows.names().stream()
                .mapToInt(name -> places.getOrDefault(name, -1))
                .toArray();
        TableWriter.write(out, format(rows.dialect()), rows.names(), writer -> {
            AtomicInteger row = new AtomicInteger();
            rows.forEach((line, texts) -> {
                double[] made = cells[row.getAndIncrement()];
                for (int k = 0; k < texts.size(); k++) {
                    int place = replaced[k];
                    if (place < 0 || (fill && !CsvRows.isMissing(texts.get(k)))) {
                        writer.text(texts.get(k));
                    } else {
                        write(writer, columns.get(place), made[place]);
                    }
                }
                writer.endRow();
            });
        });
        return cells.length;
    }

    /** Writes rows with no other columns, as {@code .npy} or as a table. */
    static void writeTable(Path out, List<TableColumn> columns, double[][] cells) {
        if (out.toString().endsWith(".npy")) {
            Npy.writeMatrix(out, Arrays.stream(cells).map(RowFiles::floats).toArray(float[][]::new));
            return;
        }
        writeRows(out, columns, rows -> Arrays.stream(cells).forEach(rows));
    }

    /**
     * Writes rows as they come, as text.
     *
     * @param rows hands them over one by one: the cells in the order of the columns
     */
    static void writeRows(Path out, List<TableColumn> columns, Consumer<Consumer<double[]>> rows) {
        List<String> names = columns.stream().map(TableColumn::name).toList();
        TableWriter.write(
                out,
                format(CsvDialect.standard()),
                names,
                writer -> rows.accept(row -> {
                    for (int k = 0; k < row.length; k++) {
                        write(writer, columns.get(k), row[k]);
                    }
                    writer.endRow();
                }));
    }

    private static void write(TableWriter writer, TableColumn column, double cell) {
        if (column.isCategory() && !Double.isNaN(cell)) {
            int level = (int) cell;
            writer.text(level < column.levels().size() ? column.levels().get(level) : "");
        } else {
            writer.number(cell);
        }
    }

    /**
     * Writes windows, one a row.
     *
     * @param windows [N][C * L], channel by channel
     * @param channels their names, C of them; empty where they have none
     */
    static void writeWindows(Path out, float[][] windows, List<String> channels) {
        if (out.toString().endsWith(".npy")) {
            Npy.writeMatrix(out, windows);
            return;
        }
        List<String> names = windowNames(windows[0].length, channels);
        TableWriter.write(out, format(CsvDialect.standard()), names, writer -> {
            for (float[] window : windows) {
                for (float value : window) {
                    writer.number(value);
                }
                writer.endRow();
            }
        });
    }

    /** The names of a window's values, channel by channel. */
    static List<String> windowNames(int values, List<String> channels) {
        int length = values / Math.max(1, channels.size());
        return IntStream.range(0, values)
                .mapToObj(i -> channels.isEmpty() ? "x" + i : channels.get(i / length) + "_" + i % length)
                .toList();
    }

    private static TableFormat format(CsvDialect dialect) {
        return new TableFormat(dialect, TableFormat.Digits.FLOAT);
    }
}

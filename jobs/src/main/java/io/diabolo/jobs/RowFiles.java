package io.diabolo.jobs;

import io.diabolo.data.Npy;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.Table;
import io.diabolo.table.TableFormat;
import io.diabolo.table.TableOptions;
import io.diabolo.table.TableWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that a model has made, as files. */
final class RowFiles {

    private static final Pattern TEXT = Pattern.compile(".*\\.(csv|tsv|txt)(\\.gz)?");

    private RowFiles() {}

    private static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int k = 0; k < row.length; k++) {
            floats[k] = (float) row[k];
        }
        return floats;
    }

    /**
     * Writes a file again with other cells in some of its columns; the other columns are copied. Of an array, which has no
     * others, the cells alone are written.
     *
     * @param columns that {@code cells} has, by name
     * @param cells [rows][columns] in the order of the file's rows
     * @return how many rows
     */
    static int writeInto(Path input, Path out, List<TableColumn> columns, double[][] cells, JobControl control) {
        if (!TEXT.matcher(input.toString().toLowerCase(Locale.ROOT)).matches()) {
            writeTable(out, columns, cells);
            return cells.length;
        }
        Map<String, Integer> places = new HashMap<>();
        columns.forEach(column -> places.put(column.name(), places.size()));
        List<String> categories = columns.stream()
                .filter(TableColumn::isCategory)
                .map(TableColumn::name)
                .toList();
        try (Table table = Table.read(input, TableOptions.defaults().withCategories(categories))) {
            if (table.rows() != cells.length) {
                throw new BadInputException("%s has %,d rows, the model made %,d: leave the limit out"
                        .formatted(input, table.rows(), cells.length));
            }
            List<Column> kept = table.columns().stream()
                    .filter(column -> places.containsKey(column.name()) || column.type() != ColumnType.TEXT)
                    .toList();
            sayLeftOut(table, kept, control);
            CsvDialect dialect = table.dialect().orElse(CsvDialect.standard());
            List<String> names = kept.stream().map(Column::name).toList();
            TableWriter.write(out, format(dialect), names, writer -> {
                for (int row = 0; row < cells.length; row++) {
                    for (Column column : kept) {
                        Integer place = places.get(column.name());
                        if (place == null) {
                            writer.cell(column, table.cell(row, table.indexOf(column.name())));
                        } else {
                            write(writer, columns.get(place), cells[row][place]);
                        }
                    }
                    writer.endRow();
                }
            });
        }
        return cells.length;
    }

    private static void sayLeftOut(Table table, List<Column> kept, JobControl control) {
        String left = table.columns().stream()
                .filter(column -> !kept.contains(column))
                .map(Column::name)
                .collect(Collectors.joining(", "));
        if (!left.isEmpty()) {
            control.note("columns of text are left out: " + left);
        }
    }

    /** Writes rows with no other columns, as {@code .npy} or as a table. */
    static void writeTable(Path out, List<TableColumn> columns, double[][] cells) {
        if (out.toString().endsWith(".npy")) {
            Npy.writeMatrix(out, Arrays.stream(cells).map(RowFiles::floats).toArray(float[][]::new));
            return;
        }
        List<String> names = columns.stream().map(TableColumn::name).toList();
        TableWriter.write(out, format(CsvDialect.standard()), names, writer -> {
            for (double[] row : cells) {
                for (int k = 0; k < row.length; k++) {
                    write(writer, columns.get(k), row[k]);
                }
                writer.endRow();
            }
        });
    }

    private static void write(TableWriter writer, TableColumn column, double cell) {
        if (column.isCategory() && !Double.isNaN(cell)) {
            int level = (int) cell;
            writer.text(level < column.levels().size() ? column.levels().get(level) : "");
        } else {
            // Not more digits than a model computes, though columns that are copied keep all of theirs.
            writer.number(Double.parseDouble(Float.toString((float) cell)));
        }
    }

    /** Writes windows [N][C * L], one a row. */
    static void writeWindows(Path out, float[][] windows) {
        if (out.toString().endsWith(".npy")) {
            Npy.writeMatrix(out, windows);
            return;
        }
        List<String> names =
                IntStream.range(0, windows[0].length).mapToObj(i -> "x" + i).toList();
        TableWriter.write(out, format(CsvDialect.standard()), names, writer -> {
            for (float[] window : windows) {
                for (float value : window) {
                    writer.number(Double.parseDouble(Float.toString(value)));
                }
                writer.endRow();
            }
        });
    }

    private static TableFormat format(CsvDialect dialect) {
        return new TableFormat(dialect, TableFormat.Digits.DOUBLE);
    }
}

package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import io.diabolo.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of typed cells, whether they come from a file of text or from an array of numbers [N, F], whose columns are called
 * x0, x1 and so on.
 *
 * @param index labels, and where each row came from
 * @param columns all columns, of whatever type
 * @param size N
 * @param reader reads the cells of one row
 * @param unit what the number in an item's name counts: a line or a row
 */
record TypedRows(RowIndex index, List<Column> columns, int size, Reader reader, String unit) {

    /** Reads a row into an array as long as there are columns; NaN is missing. */
    interface Reader {
        void row(int row, double[] into);
    }

    static TypedRows of(Table table, Labels labels) {
        // Rows count from 0, lines of a file from 1, and the header has one.
        int first = table.dialect().map(dialect -> dialect.header() ? 2 : 1).orElse(0);
        RowIndex index = new RowIndex(table.name(), labels, row -> table.name() + "#" + (first + row));
        return new TypedRows(index, table.columns(), table.rows(), table::row, "line");
    }

    static TypedRows of(FloatDataset array) {
        int width = array.shape().elements();
        double[] min = new double[width];
        double[] max = new double[width];
        int[] missing = new int[width];
        java.util.Arrays.fill(min, Double.NaN);
        java.util.Arrays.fill(max, Double.NaN);
        double[] row = new double[width];
        for (int r = 0; r < array.size(); r++) {
            array.row(r, row);
            for (int k = 0; k < width; k++) {
                if (Double.isNaN(row[k])) {
                    missing[k]++;
                } else {
                    // Written so that a first value takes the place of NaN.
                    min[k] = row[k] >= min[k] ? min[k] : row[k];
                    max[k] = row[k] <= max[k] ? max[k] : row[k];
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < width; k++) {
            ColumnType type = missing[k] == array.size()
                    ? ColumnType.EMPTY
                    : min[k] == max[k] ? ColumnType.CONSTANT : ColumnType.NUMBER;
            int distinct = type == ColumnType.EMPTY ? 0 : type == ColumnType.CONSTANT ? 1 : Column.Summary.MANY;
            Column.Summary summary = new Column.Summary(min[k], max[k], missing[k], distinct);
            columns.add(new Column("x" + k, type, summary, List.of()));
        }
        return new TypedRows(array.index(), List.copyOf(columns), array.size(), array::row, "row");
    }

    String name() {
        return index.name();
    }

    /** A row for messages: {@code file, line 17}. */
    String where(int row) {
        String item = index.itemNames().apply(row);
        int hash = item.lastIndexOf('#');
        return item.substring(0, hash) + ", " + unit + " " + item.substring(hash + 1);
    }

    /** @throws BadInputException where there is no column of that name */
    int placeOf(String column) {
        int place = columnNames().indexOf(column);
        if (place < 0) {
            throw new BadInputException("%s: there is no column '%s'%s"
                    .formatted(name(), column, NearestName.suggestion(column, columnNames())));
        }
        return place;
    }

    /** @throws BadInputException if the options name a column that is not there, or one with labels, which an array has not */
    void requireColumns(ColumnOptions options) {
        if (options.target() != null) {
            throw new BadInputException(
                    "%s is an array, whose labels are an array y of an .npz: a target column is for tables of text"
                            .formatted(name()));
        }
        options.columns().forEach(this::placeOf);
        options.ignore().forEach(this::placeOf);
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }
}

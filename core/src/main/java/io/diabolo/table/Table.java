package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of typed cells. A cell is a double: a number, seconds since 1970-01-01T00:00:00Z, or an index of
 * {@link Column#categories()}, by the type of its column; NaN where it is missing.
 *
 * <p>Never changes. Any number of threads may read it; close it after all of them are done. A table that was read from a
 * file and is larger than its memory budget lives in a temporary file, which goes away with the table.
 */
public final class Table implements AutoCloseable {

    private final String name;
    private final List<Column> columns;
    private final int rows;
    private final Cells cells;
    private final @Nullable CsvDialect dialect;
    private final List<String> notes;

    /** The place of each column in the stored rows, -1 where nothing is stored. */
    private final int[] places;

    private final int stored;
    private volatile @Nullable String hash;

    Table(Origin origin, List<Column> columns, int rows, Cells cells) {
        this.name = origin.name();
        this.dialect = origin.dialect();
        this.notes = List.copyOf(origin.notes());
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.cells = cells;
        places = new int[columns.size()];
        int next = 0;
        for (int column = 0; column < places.length; column++) {
            places[column] = columns.get(column).isStored() ? next++ : -1;
        }
        stored = next;
    }

    /**
     * Reads a file of comma- or otherwise separated values, gzipped or not. The dialect is detected, and so is what each
     * column holds. Cells are trimmed; an empty cell and {@code NA}, {@code N/A}, {@code NaN}, {@code null}, {@code ?} and
     * {@code -}, in upper or lower case, are missing. Empty lines are skipped. Times are ISO 8601 dates, or dates and
     * times with a blank or a {@code T} between, UTC unless they say otherwise.
     *
     * @throws BadInputException where there is no such file, or its content breaks a rule
     * @throws io.diabolo.error.UnsupportedFormatException for binary data
     * @throws io.diabolo.error.CorruptFileException for a gzip file that is cut off or damaged
     * @throws io.diabolo.error.OutputException where the temporary file of a large table cannot be written
     */
    public static Table read(Path file, TableOptions options) {
        return CsvTable.read(file, options);
    }

    /**
     * A table of numbers, NaN where missing, which are copied.
     *
     * @param columnNames one for each column, each once
     * @param rows at least one, as long as there are names
     */
    public static Table ofNumbers(String name, List<String> columnNames, double[][] rows) {
        TableBuilder builder = builder(name);
        for (int column = 0; column < columnNames.size(); column++) {
            double[] values = new double[rows.length];
            for (int row = 0; row < rows.length; row++) {
                if (rows[row].length != columnNames.size()) {
                    throw new BadInputException("%s, row %d: %d cells for %d columns; every row must have one for each"
                            .formatted(name, row, rows[row].length, columnNames.size()));
                }
                values[row] = rows[row][column];
            }
            builder.numbers(columnNames.get(column), values);
        }
        return builder.build();
    }

    /** Makes a table in memory, column by column. */
    public static TableBuilder builder(String name) {
        return new TableBuilder(name);
    }

    /** What the table is called: the name of its file. */
    public String name() {
        return name;
    }

    public List<Column> columns() {
        return columns;
    }

    /** At least 1. */
    public int rows() {
        return rows;
    }

    /** Remarks for the user about how the file was read, one line each. */
    public List<String> notes() {
        return notes;
    }

    /** How the file is written; empty for a table made in memory. */
    public Optional<CsvDialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    /**
     * The index of a column.
     *
     * @throws BadInputException where there is none of that name, with the one that comes nearest
     */
    public int indexOf(String columnName) {
        List<String> names = columns.stream().map(Column::name).toList();
        int index = names.indexOf(columnName);
        if (index < 0) {
            throw new BadInputException("%s: there is no column '%s'%s"
                    .formatted(name, columnName, NearestName.suggestion(columnName, names)));
        }
        return index;
    }

    public double cell(int row, int column) {
        Objects.checkIndex(row, rows);
        return places[column] < 0 ? Double.NaN : cells.get(row, places[column]);
    }

    /**
     * Reads a row.
     *
     * @param into takes a cell of each column, in the order of {@link #columns()}; at least as long
     */
    public void row(int row, double[] into) {
        Objects.checkIndex(row, rows);
        Objects.checkFromIndexSize(0, places.length, into.length);
        cells.get(row, into);
        // From the back: a column's place is never right of the column.
        for (int column = places.length - 1; stored < places.length && column >= 0; column--) {
            into[column] = places[column] < 0 ? Double.NaN : into[places[column]];
        }
    }

    /** SHA-256 of the columns' names, types and categories and of all cells, in hex; computed once, by reading all. */
    public String hash() {
        String known = hash;
        if (known == null) {
            known = TableHash.of(this);
            hash = known;
        }
        return known;
    }

    /** Ends the use of the temporary file, if any; the cells of such a table can be read no more. */
    @Override
    public void close() {
        cells.close();
    }

    @Override
    public String toString() {
        return "%s: %,d rows, columns %s"
                .formatted(
                        name,
                        rows,
                        Arrays.toString(columns.stream().map(Column::name).toArray()));
    }

    /**
     * Where a table comes from.
     *
     * @param dialect of the file; null for a table made in memory
     */
    record Origin(String name, @Nullable CsvDialect dialect, List<String> notes) {}
}

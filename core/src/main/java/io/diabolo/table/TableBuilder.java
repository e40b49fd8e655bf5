package io.diabolo.table;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a table in memory, column by column; all columns have one length. Values are copied. Not thread-safe. */
public final class TableBuilder {

    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    TableBuilder(String name) {
        this.name = name;
    }

    /**
     * Adds a column of numbers.
     *
     * @param numbers finite, or NaN where missing
     */
    public TableBuilder numbers(String columnName, double[] numbers) {
        Column.Summary summary = summarize(columnName, numbers);
        ColumnType type = summary.distinct() == 0
                ? ColumnType.EMPTY
                : summary.distinct() == 1 ? ColumnType.CONSTANT : ColumnType.NUMBER;
        return add(new Column(columnName, type, summary, List.of()), numbers.clone());
    }

    /**
     * Adds a column of times.
     *
     * @param seconds since 1970-01-01T00:00:00Z, or NaN where missing
     */
    public TableBuilder times(String columnName, double[] seconds) {
        Column.Summary summary = summarize(columnName, seconds);
        ColumnType type = summary.distinct() == 0 ? ColumnType.EMPTY : ColumnType.TIME;
        return add(new Column(columnName, type, summary, List.of()), seconds.clone());
    }

    /**
     * Adds a column of categories.
     *
     * @param names of the category in each row, null where missing; at most 1,000 different ones
     */
    public TableBuilder categories(String columnName, List<@Nullable String> names) {
        Set<String> known = new TreeSet<>(Levels.ORDER);
        for (String each : names) {
            if (each != null) {
                known.add(each);
            }
        }
        if (known.size() > Levels.MOST) {
            throw new BadInputException("%s, column '%s': at most %,d categories are possible, there are %,d"
                    .formatted(name, columnName, Levels.MOST, known.size()));
        }
        Map<@Nullable String, Double> indices = new HashMap<>();
        for (String each : known) {
            indices.put(each, (double) indices.size());
        }
        double[] cells = new double[names.size()];
        for (int row = 0; row < cells.length; row++) {
            cells[row] = indices.getOrDefault(names.get(row), Double.NaN);
        }
        ColumnType type =
                known.isEmpty() ? ColumnType.EMPTY : known.size() == 1 ? ColumnType.CONSTANT : ColumnType.CATEGORY;
        return add(new Column(columnName, type, summarize(columnName, cells), List.copyOf(known)), cells);
    }

    /** @throws BadInputException where there is no column, or no row */
    public Table build() {
        if (values.isEmpty() || values.get(0).length == 0) {
            throw new BadInputException(name + ": a table needs at least one column and one row");
        }
        int rows = values.get(0).length;
        List<double[]> stored = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            if (columns.get(column).isStored()) {
                stored.add(values.get(column));
            }
        }
        double[] row = new double[stored.size()];
        try (Cells.Sink sink = HeapCells.sink(rows, row.length)) {
            for (int i = 0; i < rows; i++) {
                for (int place = 0; place < row.length; place++) {
                    row[place] = stored.get(place)[i];
                }
                sink.add(row);
            }
            return new Table(new Table.Origin(name, null, List.of()), columns, rows, sink.finish());
        }
    }

    private TableBuilder add(Column column, double[] cells) {
        if (columns.stream().anyMatch(known -> known.name().equals(column.name()))) {
            throw new BadInputException(
                    "%s: the column '%s' is named twice; give each a name of its own".formatted(name, column.name()));
        }
        if (!values.isEmpty() && values.get(0).length != cells.length) {
            throw new BadInputException("%s, column '%s': %,d cells, the columns before have %,d; all must have as many"
                    .formatted(name, column.name(), cells.length, values.get(0).length));
        }
        columns.add(column);
        values.add(cells);
        return this;
    }

    private Column.Summary summarize(String columnName, double[] cells) {
        double min = Double.NaN;
        double max = Double.NaN;
        int missing = 0;
        Set<Double> distinct = new HashSet<>();
        for (int row = 0; row < cells.length; row++) {
            double cell = cells[row];
            if (Double.isNaN(cell)) {
                missing++;
                continue;
            }
            if (Double.isInfinite(cell)) {
                throw new BadInputException(
                        "%s, column '%s', row %d: the value is infinite; give NaN where it is missing"
                                .formatted(name, columnName, row));
            }
            // Written so that a first value takes the place of NaN.
            min = cell >= min ? min : cell;
            max = cell <= max ? max : cell;
            if (distinct.size() <= Levels.MOST) {
                distinct.add(cell + 0.0); // -0 and 0 are one value
            }
        }
        int count = distinct.size() > Levels.MOST ? Column.Summary.MANY : distinct.size();
        return new Column.Summary(min, max, missing, count);
    }
}

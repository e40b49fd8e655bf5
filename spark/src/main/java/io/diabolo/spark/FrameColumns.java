package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.data.TableDataset;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Table;
import io.diabolo.table.TableBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns of a frame that a model takes, and their rows as the model's table. */
final class FrameColumns implements Serializable {

    private static final long serialVersionUID = 1;

    /** Name of a column that says why a row could not even be read; null for the others. Frames of text files have it. */
    static final String UNREADABLE = "_unreadable";

    /** Stands for all categories that a model does not know: a batch may hold more of them than a table can. */
    private static final String UNKNOWN = "\0unknown";

    private final String[] names;
    private final int[] places;
    private final List<Set<String>> levels;
    private final int unreadable;

    private FrameColumns(List<TableColumn> columns, int[] places, int unreadable) {
        names = columns.stream().map(TableColumn::name).toArray(String[]::new);
        this.places = places;
        levels = new ArrayList<>();
        columns.forEach(column -> levels.add(new LinkedHashSet<>(column.levels())));
        this.unreadable = unreadable;
    }

    /**
     * The columns that a model knows.
     *
     * @throws BadInputException if some are missing or of another kind; it names all of them
     */
    static FrameColumns of(StructType schema, List<TableColumn> wanted) {
        List<String> wrong = new ArrayList<>();
        int[] places = new int[wanted.size()];
        List<String> known = Arrays.asList(schema.fieldNames());
        for (int i = 0; i < places.length; i++) {
            TableColumn column = wanted.get(i);
            places[i] = known.indexOf(column.name());
            if (places[i] < 0) {
                wrong.add("'%s' is missing".formatted(column.name()));
                continue;
            }
            DataType type = schema.fields()[places[i]].dataType();
            if (column.isCategory() ? !isCategory(type) : !isNumber(type)) {
                wrong.add("'%s' is %s where the model takes %s"
                        .formatted(column.name(), type.simpleString(), column.isCategory() ? "categories" : "numbers"));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException("the frame does not fit the model: " + String.join("; ", wrong));
        }
        return new FrameColumns(wanted, places, known.indexOf(UNREADABLE));
    }

    /**
     * All columns of numbers and of text, or those that are named.
     *
     * @param wanted their names; empty for all
     */
    static FrameColumns chosen(StructType schema, String... wanted) {
        List<TableColumn> columns = new ArrayList<>();
        for (StructField field : schema.fields()) {
            boolean asked = wanted.length == 0
                    ? isNumber(field.dataType()) || isCategory(field.dataType())
                    : Arrays.asList(wanted).contains(field.name());
            if (asked) {
                // Which levels there are is seen in the rows.
                columns.add(
                        isNumber(field.dataType())
                                ? TableColumn.number(field.name())
                                : new TableColumn(field.name(), List.of("?")));
            }
        }
        List<String> found = columns.stream().map(TableColumn::name).toList();
        List<String> missing =
                Arrays.stream(wanted).filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty() || columns.isEmpty()) {
            throw new BadInputException("the frame has no %s"
                    .formatted(missing.isEmpty() ? "columns of numbers or text" : "columns " + missing));
        }
        return of(schema, columns);
    }

    private static boolean isNumber(DataType type) {
        return type instanceof NumericType;
    }

    private static boolean isCategory(DataType type) {
        return type instanceof StringType || type instanceof BooleanType || type instanceof NumericType;
    }

    String[] names() {
        return names.clone();
    }

    private boolean isCategory(int column) {
        return !levels.get(column).isEmpty();
    }

    /** Why a row cannot be used; null for a good one. Cells that are null are missing values, which a model may have learned. */
    @Nullable String problem(Row row) {
        if (unreadable >= 0 && !row.isNullAt(unreadable)) {
            return row.getString(unreadable);
        }
        for (int i = 0; i < places.length; i++) {
            double number = isCategory(i) ? 0 : number(row, places[i]);
            if (Double.isInfinite(number)) {
                return "column '%s' is infinite".formatted(names[i]);
            }
            if (Math.abs(number) > Float.MAX_VALUE) {
                return "column '%s' is %s, more than a model can take".formatted(names[i], number);
            }
        }
        return null;
    }

    private static double number(Row row, int place) {
        return row.isNullAt(place) ? Double.NaN : ((Number) row.get(place)).doubleValue();
    }

    private static @Nullable String category(Row row, int place) {
        if (row.isNullAt(place)) {
            return null;
        }
        Object value = row.get(place);
        // As CSV files have it, where 3 is not 3.0.
        return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    /** Rows as a table, with all their categories. */
    Table table(List<Row> rows) {
        return table(rows, false);
    }

    /** @param known whether categories that the model does not know are one */
    @SuppressWarnings("NullAway") // it does not see in another module's classes that a list may hold null
    private Table table(List<Row> rows, boolean known) {
        TableBuilder builder = Table.builder("frame");
        for (int i = 0; i < names.length; i++) {
            int place = places[i];
            if (isCategory(i)) {
                Set<String> ofModel = levels.get(i);
                List<@Nullable String> cells = new ArrayList<>();
                for (Row row : rows) {
                    String cell = category(row, place);
                    cells.add(known && cell != null && !ofModel.contains(cell) ? UNKNOWN : cell);
                }
                builder.categories(names[i], cells);
            } else {
                builder.numbers(
                        names[i],
                        rows.stream().mapToDouble(row -> number(row, place)).toArray());
            }
        }
        return builder.build();
    }

    /** Rows as the model's dataset. */
    TableDataset dataset(List<Row> rows) {
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            columns.add(new TableColumn(names[i], List.copyOf(levels.get(i))));
        }
        return TableDataset.of(table(rows, true), columns);
    }
}

package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.data.TableDataset;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Table;
import io.diabolo.table.TableBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private final String[] names;
    private final int[] places;
    private final boolean[] categories;

    private FrameColumns(String[] names, int[] places, boolean... categories) {
        this.names = names;
        this.places = places;
        this.categories = categories;
    }

    /**
     * The columns that a model knows.
     *
     * @throws BadInputException if some are missing or of another kind; it names all of them
     */
    static FrameColumns of(StructType schema, List<TableColumn> wanted) {
        List<String> wrong = new ArrayList<>();
        String[] names = new String[wanted.size()];
        int[] places = new int[wanted.size()];
        boolean[] categories = new boolean[wanted.size()];
        List<String> known = Arrays.asList(schema.fieldNames());
        for (int i = 0; i < names.length; i++) {
            TableColumn column = wanted.get(i);
            names[i] = column.name();
            categories[i] = column.isCategory();
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
        return new FrameColumns(names, places, categories);
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

    /** Why a row cannot be used; null for a good one. Cells that are null are missing values, which a model may have learned. */
    @Nullable String problem(Row row) {
        for (int i = 0; i < places.length; i++) {
            if (!categories[i] && Double.isInfinite(number(row, places[i]))) {
                return "column '%s' is infinite".formatted(names[i]);
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
    @SuppressWarnings("NullAway") // it does not see in another module's classes that a list may hold null
    Table table(List<Row> rows) {
        TableBuilder builder = Table.builder("frame");
        for (int i = 0; i < names.length; i++) {
            int place = places[i];
            if (categories[i]) {
                List<@Nullable String> cells = new ArrayList<>();
                rows.forEach(row -> cells.add(category(row, place)));
                builder.categories(names[i], cells);
            } else {
                builder.numbers(
                        names[i],
                        rows.stream().mapToDouble(row -> number(row, place)).toArray());
            }
        }
        return builder.build();
    }

    /** Rows as a model's dataset. */
    TableDataset dataset(List<Row> rows, List<TableColumn> columns) {
        return TableDataset.of(table(rows), columns);
    }
}

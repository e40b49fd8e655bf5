package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.data.TableDataset;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.table.Table;
import io.diabolo.table.TableBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns of a frame that a model takes, and their rows as the model's table; a column of {@link VectorCells} is several of the model's. */
final class FrameColumns implements FrameInput {

    private static final long serialVersionUID = 1;

    /** Name of a column that says why a row could not even be read; null for the others. Frames of text files have it. */
    static final String UNREADABLE = "_unreadable";

    /** Stands for all categories that a model does not know: a batch may hold more of them than a table can. */
    private static final String UNKNOWN = "\0unknown";

    /** Columns that do not fit and are named. */
    private static final int NAMED = 20;

    private final ArrayList<Input> inputs;
    private final int unreadable;

    private FrameColumns(List<Input> inputs, int unreadable) {
        this.inputs = new ArrayList<>(inputs);
        this.unreadable = unreadable;
    }

    /**
     * A column of the model.
     *
     * @param place of the frame's column
     * @param number which one of the numbers of a cell; -1 where the cell is the whole
     * @param width how many numbers a cell has
     * @param levels that the model knows; empty for numbers
     */
    private record Input(String name, int place, int number, int width, LinkedHashSet<String> levels)
            implements Serializable {

        boolean isCategory() {
            return !levels.isEmpty();
        }

        double number(Row row) {
            if (row.isNullAt(place)) {
                return Double.NaN;
            }
            return number < 0 ? ((Number) row.get(place)).doubleValue() : VectorCells.number(row.get(place), number);
        }

        @Nullable String category(Row row) {
            if (row.isNullAt(place)) {
                return null;
            }
            Object value = row.get(place);
            // As CSV files have it, where 3 is not 3.0.
            return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                    ? String.valueOf(number.longValue())
                    : String.valueOf(value);
        }

        TableColumn column() {
            return new TableColumn(name, List.copyOf(levels));
        }

        Input ofWidth(int numbers) {
            return new Input(name, place, number, numbers, levels);
        }
    }

    /**
     * The columns that a model knows. Of a column of vectors or arrays it knows the last number of each cell.
     *
     * @throws BadInputException if some are missing or of another kind; it names them
     */
    static FrameColumns of(StructType schema, List<TableColumn> wanted) {
        List<String> wrong = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        Map<Integer, Integer> widths = new HashMap<>();
        for (TableColumn column : wanted) {
            Input input = input(schema, column);
            if (input == null) {
                wrong.add("'%s' is missing".formatted(column.name()));
                continue;
            }
            inputs.add(input);
            widths.merge(input.place, input.width, Math::max);
            DataType type = schema.fields()[input.place].dataType();
            boolean fits = column.isCategory() ? isCategory(type) : isNumber(type);
            if (input.number < 0 ? !fits : column.isCategory()) {
                wrong.add("'%s' is %s where the model takes %s"
                        .formatted(column.name(), type.simpleString(), column.isCategory() ? "categories" : "numbers"));
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInputException("the frame does not fit the model: %s%s"
                    .formatted(
                            String.join("; ", wrong.subList(0, Math.min(NAMED, wrong.size()))),
                            wrong.size() > NAMED ? "; and %,d more".formatted(wrong.size() - NAMED) : ""));
        }
        inputs.replaceAll(input -> input.ofWidth(widths.getOrDefault(input.place, 0)));
        return new FrameColumns(inputs, Arrays.asList(schema.fieldNames()).indexOf(UNREADABLE));
    }

    /** Where a column of the model is in a frame: under its own name, or in the cells of another; null for nowhere. */
    private static @Nullable Input input(StructType schema, TableColumn column) {
        List<String> known = Arrays.asList(schema.fieldNames());
        LinkedHashSet<String> levels = new LinkedHashSet<>(column.levels());
        int whole = known.indexOf(column.name());
        if (whole >= 0) {
            return new Input(column.name(), whole, -1, 0, levels);
        }
        VectorCells.Place part = VectorCells.parse(column.name());
        int place = part == null ? -1 : known.indexOf(part.column());
        return part != null && place >= 0 && VectorCells.are(schema.fields()[place].dataType())
                ? new Input(column.name(), place, part.number(), part.number() + 1, levels)
                : null;
    }

    /**
     * The columns of a frame that can be learned from, or those of them that are named; others are left out.
     *
     * @param wanted their names; empty for all
     * @throws BadInputException if there is none, or one that is named is not there
     */
    static Column[] chosen(StructType schema, String... wanted) {
        List<String> found = Arrays.stream(schema.fields())
                .filter(field ->
                        isNumber(field.dataType()) || isCategory(field.dataType()) || VectorCells.are(field.dataType()))
                .map(StructField::name)
                .filter(name -> wanted.length == 0 || Arrays.asList(wanted).contains(name))
                .toList();
        List<String> missing =
                Arrays.stream(wanted).filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty() || found.isEmpty()) {
            throw new BadInputException("the frame has no %s"
                    .formatted(missing.isEmpty() ? "columns of numbers or text" : "columns " + missing));
        }
        return found.stream().map(TableFiles::column).toArray(Column[]::new);
    }

    /**
     * All columns of a frame that {@link #chosen} has left. Which levels there are, and which columns are the same in all rows, is seen
     * in the rows; how many numbers a cell has is seen in the first one.
     */
    static FrameColumns ofAll(Dataset<Row> chosen) {
        List<TableColumn> columns = new ArrayList<>();
        for (StructField field : chosen.schema().fields()) {
            if (VectorCells.are(field.dataType())) {
                IntStream.range(0, VectorCells.width(chosen, field.name()))
                        .mapToObj(number -> TableColumn.number(VectorCells.name(field.name(), number)))
                        .forEach(columns::add);
            } else {
                columns.add(
                        isNumber(field.dataType())
                                ? TableColumn.number(field.name())
                                : new TableColumn(field.name(), List.of("?")));
            }
        }
        return of(chosen.schema(), columns);
    }

    private static boolean isNumber(DataType type) {
        return type instanceof NumericType;
    }

    private static boolean isCategory(DataType type) {
        return type instanceof StringType || type instanceof BooleanType || type instanceof NumericType;
    }

    List<TableColumn> columns() {
        return inputs.stream().map(Input::column).toList();
    }

    /** Whether a column of the model is a number of a cell: those stay together, also where one of them is the same in all rows. */
    boolean isPart(int column) {
        return inputs.get(column).number >= 0;
    }

    /** Why a row cannot be used; null for a good one. Cells that are null are missing values, which a model may have learned. */
    @Nullable String problem(Row row) {
        if (unreadable >= 0 && !row.isNullAt(unreadable)) {
            return row.getString(unreadable);
        }
        for (Input input : inputs) {
            if (input.number >= 0 && !row.isNullAt(input.place)) {
                int length = VectorCells.length(row.get(input.place));
                if (length != input.width) {
                    VectorCells.Place part = VectorCells.parse(input.name);
                    return "column '%s' has %,d numbers where the model takes %,d"
                            .formatted(part == null ? input.name : part.column(), length, input.width);
                }
            }
            double number = input.isCategory() ? 0 : input.number(row);
            if (Double.isInfinite(number)) {
                return "column '%s' is infinite".formatted(input.name);
            }
            if (Math.abs(number) > Float.MAX_VALUE) {
                return "column '%s' is %s, more than a model can take".formatted(input.name, number);
            }
        }
        return null;
    }

    /** What a category's level is among a table's cells. */
    interface Levels {
        double cell(int column, String level);
    }

    /**
     * Writes the cells of a good row; NaN is missing.
     *
     * @param at where in {@code cells} the first is written
     */
    void cells(Row row, Levels levels, double[] cells, int at) {
        for (int k = 0; k < inputs.size(); k++) {
            Input input = inputs.get(k);
            String level = input.isCategory() ? input.category(row) : null;
            cells[at + k] =
                    !input.isCategory() ? input.number(row) : level == null ? Double.NaN : levels.cell(k, level);
        }
    }

    /** Rows as a table, with all their categories. */
    Table table(List<Row> rows) {
        return table(rows, false);
    }

    /** @param known whether categories that the model does not know are one */
    @SuppressWarnings("NullAway") // it does not see in another module's classes that a list may hold null
    private Table table(List<Row> rows, boolean known) {
        TableBuilder builder = Table.builder("frame");
        for (Input input : inputs) {
            if (input.isCategory()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (Row row : rows) {
                    String cell = input.category(row);
                    cells.add(known && cell != null && !input.levels.contains(cell) ? UNKNOWN : cell);
                }
                builder.categories(input.name, cells);
            } else {
                builder.numbers(
                        input.name, rows.stream().mapToDouble(input::number).toArray());
            }
        }
        return builder.build();
    }

    /** A table of all rows that are learned from: the columns that differ from row to row, and all numbers of cells that have several. */
    TableDataset learned(Table table) {
        TableDataset differing = TableDataset.of(table);
        Map<String, TableColumn> used = new HashMap<>();
        differing.columns().forEach(column -> used.put(column.name(), column));
        if (inputs.stream().noneMatch(input -> input.number >= 0)) {
            return differing;
        }
        return TableDataset.of(
                table,
                inputs.stream()
                        .filter(input -> input.number >= 0 || used.containsKey(input.name))
                        .map(input -> used.getOrDefault(input.name, input.column()))
                        .toList());
    }

    @Override
    public double share(Row row, Preprocessing preprocessing) {
        return Batched.A_ROW;
    }

    @Override
    public Taken taken(List<Row> rows, FolderFiles folder, Preprocessing preprocessing) {
        List<@Nullable String> problems =
                rows.stream().<@Nullable String>map(this::problem).toList();
        List<Row> good = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (problems.get(i) == null) {
                good.add(rows.get(i));
            }
        }
        return new Taken(good.isEmpty() ? null : dataset(good), problems);
    }

    /** Rows as the model's dataset. */
    TableDataset dataset(List<Row> rows) {
        return TableDataset.of(table(rows, true), columns());
    }
}

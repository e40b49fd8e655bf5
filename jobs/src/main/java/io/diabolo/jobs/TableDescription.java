package io.diabolo.jobs;

import io.diabolo.data.Dataset;
import io.diabolo.data.SeriesDataset;
import io.diabolo.data.TableColumn;
import io.diabolo.preprocess.Scaling;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import io.diabolo.table.CsvDialect;
import io.diabolo.table.Table;
import io.diabolo.table.TableOptions;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The columns of a table's file, and what a training does with each. */
final class TableDescription {

    private static final int ROWS_SHOWN = 5;
    private static final int LEVELS_SHOWN = 12;
    private static final int MOST_COUNTED = 100_000;

    private final DataReading reading;
    private final boolean windows;
    private final Map<String, TableColumn> inputs;

    private TableDescription(DataReading reading, Dataset train) {
        this.reading = reading;
        windows = train instanceof SeriesDataset;
        List<TableColumn> used =
                train instanceof SeriesDataset series ? series.table().columns() : train.columns();
        inputs = used.stream().collect(Collectors.toMap(TableColumn::name, Function.identity()));
    }

    static DataSummary.TableSummary of(Path file, DataReading reading, Dataset train) {
        TableDescription description = new TableDescription(reading, train);
        TableOptions options =
                TableOptions.defaults().withCategories(reading.table().categories());
        try (Table table = Table.read(file, options)) {
            List<DataSummary.ColumnSummary> columns = IntStream.range(
                            0, table.columns().size())
                    .mapToObj(number -> description.summary(table, number))
                    .toList();
            List<List<String>> rows = IntStream.range(0, Math.min(ROWS_SHOWN, table.rows()))
                    .mapToObj(row -> row(table, row))
                    .toList();
            return new DataSummary.TableSummary(
                    table.rows(), table.dialect().map(CsvDialect::describe).orElse(""), columns, rows);
        }
    }

    private static List<String> row(Table table, int row) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(k -> text(table.columns().get(k), table.cell(row, k)))
                .toList();
    }

    private static String text(Column column, double cell) {
        if (column.type() == ColumnType.TEXT) {
            return "...";
        }
        if (column.type() == ColumnType.TIME || !column.categories().isEmpty() || Double.isNaN(cell)) {
            return column.text(cell);
        }
        return cell == Math.rint(cell) && Math.abs(cell) < 1e15 ? "%.0f".formatted(cell) : Float.toString((float) cell);
    }

    private DataSummary.ColumnSummary summary(Table table, int number) {
        Column column = table.columns().get(number);
        Column.Summary summary = column.summary();
        boolean ordered = column.categories().isEmpty();
        return new DataSummary.ColumnSummary(
                column.name(),
                column.type().name().toLowerCase(java.util.Locale.ROOT),
                ordered ? text(column, summary.min()) : "",
                ordered ? text(column, summary.max()) : "",
                summary.missing(),
                summary.distinct() == Column.Summary.MANY ? null : summary.distinct(),
                isNumber(column) && summary.min() < summary.max()
                        ? Histogram.of(summary.min(), summary.max(), cells(table, number))
                        : null,
                levels(table, number),
                use(column));
    }

    private static boolean isNumber(Column column) {
        return column.type() == ColumnType.NUMBER && column.categories().isEmpty();
    }

    /** Of rows that lie evenly. */
    private static DoubleStream cells(Table table, int number) {
        int count = Math.min(MOST_COUNTED, table.rows());
        return IntStream.range(0, count).mapToDouble(i -> table.cell((int) ((long) i * table.rows() / count), number));
    }

    private static List<DataSummary.Label> levels(Table table, int number) {
        Column column = table.columns().get(number);
        int[] counts = new int[column.categories().size()];
        if (counts.length > 0) {
            cells(table, number)
                    .filter(cell -> cell >= 0 && cell < counts.length)
                    .forEach(cell -> counts[(int) cell]++);
        }
        return IntStream.range(0, counts.length)
                .mapToObj(level -> new DataSummary.Label(column.categories().get(level), counts[level]))
                .sorted(Comparator.comparingInt(label -> -label.count()))
                .limit(LEVELS_SHOWN)
                .toList();
    }

    private String use(Column column) {
        TableColumn input = inputs.get(column.name());
        if (input != null) {
            return input.isCategory()
                    ? "one-hot of %d and unseen".formatted(input.levels().size())
                    : scaled();
        }
        if (column.name().equals(reading.table().target())) {
            return "label";
        }
        if (reading.table().ignore().contains(column.name())) {
            return "left out: --ignore";
        }
        DataReading.SeriesReading series = reading.series();
        if (column.type() == ColumnType.TIME && windows) {
            return series == null || series.time() == null || column.name().equals(series.time())
                    ? "orders the rows"
                    : "left out: a time";
        }
        if (!reading.table().columns().isEmpty()) {
            return "left out: not among --columns";
        }
        return switch (column.type()) {
            case TEXT -> "left out: text";
            case TIME -> "left out: a time";
            case EMPTY -> "left out: empty";
            case CONSTANT -> "left out: the same in every row";
            case NUMBER, CATEGORY -> "left out";
        };
    }

    private String scaled() {
        if (windows || reading.table().scaling() == Scaling.STANDARD) {
            return "standardised";
        }
        return reading.table().scaling() == Scaling.ROBUST ? "scaled by median and quartiles" : "scaled by quantiles";
    }
}

package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables: each column becomes one model value (numbers) or several (categories).
 *
 * @param columns in the order of the model's values, at least one
 * @param low the smallest model value that occurs
 * @param high the largest model value that occurs
 */
@JsonTypeName("table")
public record TablePreprocessing(List<ColumnCode> columns, double low, double high)
        implements Preprocessing, Serializable {

    private static final int CHUNK = 4_096;

    public TablePreprocessing {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new BadInputException("a table needs at least one column that can be used");
        }
    }

    static TablePreprocessing of(Dataset train, Scaling scaling) {
        TableStatistics statistics = TableStatistics.of(train.columns(), scaling);
        int width = train.columns().size();
        for (int first = 0; first < train.size(); first += CHUNK) {
            int[] rows = IntStream.range(first, Math.min(train.size(), first + CHUNK))
                    .toArray();
            double[] cells = new double[rows.length * width];
            train.gather(rows, cells);
            statistics.add(first, cells);
        }
        return statistics.preprocessing(train.name());
    }

    @Override
    public SampleShape shape() {
        return SampleShape.row(columns.stream().mapToInt(ColumnCode::width).sum());
    }

    @Override
    public String describe() {
        return tableColumns().stream()
                .map(column -> column.isCategory()
                        ? "%s (%d categories)"
                                .formatted(column.name(), column.levels().size())
                        : column.name())
                .collect(Collectors.joining(", "));
    }

    @Override
    public InputFormat format() {
        return InputFormat.table(tableColumns());
    }

    @Override
    public ModelRange range() {
        return ModelRange.ofStandardised(low, high);
    }

    /** The columns that data must have, in this order, with these levels. */
    public List<TableColumn> tableColumns() {
        return columns.stream().map(ColumnCode::column).toList();
    }

    @Override
    public void read(Dataset data, int[] rows, float[] values, float[] weights) {
        if (!data.columns().equals(tableColumns())) {
            throw new BadInputException("%s has the columns %s, the model takes %s"
                    .formatted(data.name(), names(data.columns()), names(tableColumns())));
        }
        double[] cells = new double[rows.length * columns.size()];
        data.gather(rows, cells);
        encode(cells, values, data.hasGaps() ? weights : new float[0]);
    }

    /**
     * Model values of cells.
     *
     * @param cells rows one after the other; NaN is missing
     * @param values receives the rows as the model sees them
     * @param weights receives 0 for missing values and 1 for others; of length 0 where nobody asks
     */
    public void encode(double[] cells, float[] values, float[] weights) {
        int at = 0;
        for (int i = 0; i < cells.length; i++) {
            ColumnCode code = columns.get(i % columns.size());
            boolean missing = Double.isNaN(cells[i]);
            if (!missing) {
                code.encode(cells[i], values, at);
            } else {
                Arrays.fill(values, at, at + code.width(), 0);
            }
            if (weights.length > 0) {
                Arrays.fill(weights, at, at + code.width(), missing ? 0 : 1);
            }
            at += code.width();
        }
    }

    /**
     * The cells of one row.
     *
     * @param values rows in model values, one after the other
     * @param row which one
     * @return a number or the index of a level for each column
     */
    public double[] decode(float[] values, int row) {
        double[] cells = new double[columns.size()];
        int at = row * shape().elements();
        for (int k = 0; k < cells.length; k++) {
            cells[k] = columns.get(k).decode(values, at);
            at += columns.get(k).width();
        }
        return cells;
    }

    private static List<String> names(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::name).toList();
    }
}

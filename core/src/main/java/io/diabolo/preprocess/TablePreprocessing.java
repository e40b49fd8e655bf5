package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.data.SampleShape;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tables: each column becomes one model value (numbers) or several (categories).
 *
 * @param columns in the order of the model's values, at least one
 * @param low the smallest model value that occurs
 * @param high the largest model value that occurs
 */
@JsonTypeName("table")
public record TablePreprocessing(List<ColumnCode> columns, double low, double high) implements Preprocessing {

    private static final int CHUNK = 4_096;

    public TablePreprocessing {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new BadInputException("a table needs at least one column that can be used");
        }
    }

    static TablePreprocessing of(Dataset train, Scaling scaling) {
        Statistics statistics = new Statistics(train.columns());
        forEachChunk(train, (firstRow, cells) -> {
            Statistics chunk = new Statistics(train.columns());
            chunk.add(firstRow, cells);
            statistics.merge(chunk);
        });
        List<ColumnCode> codes = statistics.codes(train.name(), scaling);
        // The range is that of the model's values, which quantiles bend.
        Moments range = new Moments();
        range.add(0);
        for (int k = 0; k < codes.size(); k++) {
            if (!(codes.get(k) instanceof CategoryCode)) {
                float[] ends = new float[2];
                codes.get(k).encode(statistics.moments.get(k).min(), ends, 0);
                codes.get(k).encode(statistics.moments.get(k).max(), ends, 1);
                range.add(ends[0]);
                range.add(ends[1]);
            }
        }
        return new TablePreprocessing(codes, range.min(), range.max());
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

    private static void forEachChunk(Dataset data, ChunkReader reader) {
        int width = data.columns().size();
        for (int first = 0; first < data.size(); first += CHUNK) {
            int[] rows =
                    IntStream.range(first, Math.min(data.size(), first + CHUNK)).toArray();
            double[] cells = new double[rows.length * width];
            data.gather(rows, cells);
            reader.read(first, cells);
        }
    }

    private interface ChunkReader {
        void read(int firstRow, double[] cells);
    }

    /** What is learned of each column. */
    private static final class Statistics {

        private final List<TableColumn> columns;
        private final List<Moments> moments;
        private final List<QuantileSample> samples;
        private final List<long[]> counts;

        Statistics(List<TableColumn> columns) {
            this.columns = columns;
            moments = Stream.generate(Moments::new).limit(columns.size()).toList();
            samples = Stream.generate(QuantileSample::new).limit(columns.size()).toList();
            counts = columns.stream()
                    .map(column -> new long[column.levels().size()])
                    .toList();
        }

        void add(int firstRow, double[] cells) {
            for (int i = 0; i < cells.length; i++) {
                int k = i % columns.size();
                if (Double.isNaN(cells[i])) {
                    continue;
                }
                moments.get(k).add(cells[i]);
                if (columns.get(k).isCategory()) {
                    if (cells[i] < counts.get(k).length) {
                        counts.get(k)[(int) cells[i]]++;
                    }
                } else {
                    samples.get(k).add(firstRow + i / columns.size(), cells[i]);
                }
            }
        }

        /** Adds what was learned of other rows; their numbers in the whole data are not those of these. */
        void merge(Statistics other) {
            for (int k = 0; k < columns.size(); k++) {
                moments.get(k).merge(other.moments.get(k));
                samples.get(k).merge(other.samples.get(k));
                long[] more = other.counts.get(k);
                for (int level = 0; level < more.length; level++) {
                    counts.get(k)[level] += more[level];
                }
            }
        }

        List<ColumnCode> codes(String where, Scaling scaling) {
            List<ColumnCode> codes = new ArrayList<>();
            for (int k = 0; k < columns.size(); k++) {
                TableColumn column = columns.get(k);
                if (moments.get(k).count() == 0) {
                    throw new BadInputException(
                            "%s: all values of column '%s' are missing in the training part: ignore the column"
                                    .formatted(where, column.name()));
                }
                codes.add(
                        column.isCategory()
                                ? CategoryCode.of(column, counts.get(k))
                                : number(column.name(), k, scaling));
            }
            return codes;
        }

        private ColumnCode number(String name, int k, Scaling scaling) {
            return switch (scaling) {
                case STANDARD -> NumberCode.standard(name, moments.get(k));
                case ROBUST -> NumberCode.robust(name, samples.get(k), moments.get(k));
                case QUANTILE -> QuantileCode.of(name, samples.get(k));
            };
        }
    }
}

package io.diabolo.preprocess;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What preprocessing has to know of a table's rows, which may be looked at in parts, on several machines, and merged in any order.
 * Counts, levels, ends and quantiles are exactly those of one pass over all rows, means and deviations are so but for rounding.
 * Not safe for use by several threads.
 */
public final class TableStatistics implements Serializable {

    private static final long serialVersionUID = 1;

    private final Scaling scaling;
    private final boolean levelsKnown;
    private final ArrayList<ColumnStatistics> columns = new ArrayList<>();
    private long rows;

    private TableStatistics(Scaling scaling, boolean levelsKnown) {
        this.scaling = scaling;
        this.levelsKnown = levelsKnown;
    }

    /**
     * Of columns whose levels are known; a cell that is none of them counts for none.
     *
     * @param scaling that numbers will have
     */
    public static TableStatistics of(List<TableColumn> columns, Scaling scaling) {
        return of(columns, scaling, true);
    }

    /**
     * Of columns whose levels are seen in the rows, where {@link #level} says which cells they are.
     *
     * @param columns of which only names and kinds count
     * @param scaling that numbers will have
     */
    public static TableStatistics ofUnknownLevels(List<TableColumn> columns, Scaling scaling) {
        return of(columns, scaling, false);
    }

    private static TableStatistics of(List<TableColumn> columns, Scaling scaling, boolean levelsKnown) {
        TableStatistics statistics = new TableStatistics(scaling, levelsKnown);
        for (TableColumn column : columns) {
            statistics.columns.add(new ColumnStatistics(
                    column.name(),
                    new Moments(),
                    new QuantileSample(),
                    column.isCategory() ? new LevelCounts(levelsKnown ? column.levels() : List.of()) : null));
        }
        return statistics;
    }

    /**
     * The cell that a level is where rows are added to these statistics.
     *
     * @param column of categories, whose levels were not known
     * @return NaN where there are more levels than a table can have
     */
    public double level(int column, String name) {
        LevelCounts levels = columns.get(column).levels;
        if (levels == null || levelsKnown) {
            throw new IllegalStateException("column %d has no levels that are seen in the rows".formatted(column));
        }
        return levels.place(name);
    }

    /**
     * Adds rows.
     *
     * @param firstRow the number of the first; the next ones count on. No two rows of the whole have one number: which of more
     *     than 10,000 values quantiles are taken from depends on it
     * @param cells of the rows, one row after the other; NaN is missing
     */
    public void add(long firstRow, double[] cells) {
        int width = columns.size();
        for (int k = 0; k < width; k++) {
            columns.get(k).add(firstRow, cells, k, width, scaling != Scaling.STANDARD);
        }
        rows += cells.length / width;
    }

    /** Adds what was learned of other rows of the same columns; their numbers are not those of these. */
    public void merge(TableStatistics other) {
        for (int k = 0; k < columns.size(); k++) {
            columns.get(k).merge(other.columns.get(k));
        }
        rows += other.rows;
    }

    /** How many rows there were. */
    public long rows() {
        return rows;
    }

    /** Whether a column has different values, of which a model can learn something. */
    public boolean varies(int column) {
        ColumnStatistics statistics = columns.get(column);
        return statistics.levels == null
                ? statistics.moments.min() < statistics.moments.max()
                : statistics.levels.varies();
    }

    /** These, of some of the columns alone. */
    public TableStatistics only(IntPredicate kept) {
        TableStatistics result = new TableStatistics(scaling, levelsKnown);
        IntStream.range(0, columns.size()).filter(kept).forEach(k -> result.columns.add(columns.get(k)));
        result.rows = rows;
        return result;
    }

    /**
     * What fits the rows.
     *
     * @param where the data, for messages
     * @throws BadInputException if there is no column, one without any value, or one with too many levels
     */
    public TablePreprocessing preprocessing(String where) {
        List<ColumnCode> codes = new ArrayList<>();
        // The range is that of the model's values, which quantiles bend.
        Moments range = new Moments();
        range.add(0);
        for (ColumnStatistics column : columns) {
            ColumnCode code = column.code(where, scaling, levelsKnown);
            codes.add(code);
            if (column.levels == null) {
                float[] ends = new float[2];
                code.encode(column.moments.min(), ends, 0);
                code.encode(column.moments.max(), ends, 1);
                range.add(ends[0]);
                range.add(ends[1]);
            }
        }
        return new TablePreprocessing(codes, range.min(), range.max());
    }

    /** @param levels null for numbers */
    private record ColumnStatistics(
            String name,
            Moments moments,
            QuantileSample sample,
            @Nullable LevelCounts levels) implements Serializable {

        void add(long firstRow, double[] cells, int first, int width, boolean sampled) {
            Moments chunk = new Moments();
            for (int i = first; i < cells.length; i += width) {
                if (Double.isNaN(cells[i])) {
                    continue;
                }
                chunk.add(cells[i]);
                if (levels != null) {
                    levels.add(cells[i]);
                } else if (sampled) {
                    sample.add(firstRow + i / width, cells[i]);
                }
            }
            moments.merge(chunk);
        }

        void merge(ColumnStatistics other) {
            moments.merge(other.moments);
            sample.merge(other.sample);
            if (levels != null && other.levels != null) {
                levels.merge(other.levels);
            }
        }

        ColumnCode code(String where, Scaling scaling, boolean levelsKnown) {
            if (levels != null) {
                levels.requireFew(where, name);
            }
            if (moments.count() == 0) {
                throw new BadInputException(
                        "%s: all values of column '%s' are missing in the training part: ignore the column"
                                .formatted(where, name));
            }
            if (levels != null) {
                return levels.code(name, levelsKnown);
            }
            return switch (scaling) {
                case STANDARD -> NumberCode.standard(name, moments);
                case ROBUST -> NumberCode.robust(name, sample, moments);
                case QUANTILE -> QuantileCode.of(name, sample);
            };
        }
    }
}

package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Scaling;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.preprocess.TableStatistics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What preprocessing has to know of the rows of a frame of any size, learned in its partitions and merged: one pass, after a look at the
 * first row of each column of vectors or arrays. It is what one machine learns from the same rows, but for rounding of means and
 * deviations, and but for quantiles of more than 10,000 rows, which are taken from another random sample of as many.
 */
public final class FrameStatistics implements Serializable {

    private static final long serialVersionUID = 1;

    /** Rows of a partition are numbered from a multiple of this on: how many there are before it would take a pass to know. */
    private static final long NUMBERS = 1L << 40;

    private final FrameColumns columns;
    private final TableStatistics statistics;
    private long refused;
    private @Nullable String problem;

    private FrameStatistics(FrameColumns columns, Scaling scaling) {
        this.columns = columns;
        statistics = TableStatistics.ofUnknownLevels(columns.columns(), scaling);
    }

    /**
     * What fits all rows. Columns that are the same in all rows are left out, as on one machine, but for numbers of vectors and arrays.
     *
     * @param scaling of numbers
     * @param inputCols columns to learn from; none for all of numbers, text, vectors and arrays of numbers
     * @throws BadInputException if no column can be used, one has no value or too many different texts, or a row cannot be used
     */
    public static TablePreprocessing preprocessing(Dataset<?> rows, Scaling scaling, String... inputCols) {
        Dataset<Row> used = rows.toDF().select(FrameColumns.chosen(rows.schema(), inputCols));
        return of(used, FrameColumns.ofAll(used), scaling).preprocessing();
    }

    /** @param columns those of {@link FrameColumns#ofAll} */
    static FrameStatistics of(Dataset<Row> rows, FrameColumns columns, Scaling scaling) {
        return InParts.sum(
                rows,
                new FrameStatistics(columns, scaling),
                (number, part) -> new FrameStatistics(columns, scaling).add(number * NUMBERS, part),
                FrameStatistics::merge);
    }

    private FrameStatistics add(long firstNumber, Iterator<Row> rows) {
        long number = firstNumber;
        int width = columns.columns().size();
        while (rows.hasNext()) {
            List<Row> good = new ArrayList<>();
            for (Row row : Batched.next(rows)) {
                String wrong = columns.problem(row);
                if (wrong == null) {
                    good.add(row);
                } else {
                    refused++;
                    problem = problem == null ? wrong : problem;
                }
            }
            double[] cells = new double[good.size() * width];
            for (int i = 0; i < good.size(); i++) {
                columns.cells(good.get(i), statistics::level, cells, i * width);
            }
            statistics.add(number, cells);
            number += good.size();
        }
        return this;
    }

    private FrameStatistics merge(FrameStatistics other) {
        statistics.merge(other.statistics);
        refused += other.refused;
        problem = problem == null ? other.problem : problem;
        return this;
    }

    /** How many rows there are. */
    long rows() {
        return statistics.rows() + refused;
    }

    /** @throws BadInputException if some rows cannot be learned from */
    void requireUsable() {
        if (problem != null) {
            throw new BadInputException(
                    "%,d of the frame's rows cannot be learned from, the first as %s: leave them out"
                            .formatted(refused, problem));
        }
    }

    TablePreprocessing preprocessing() {
        requireUsable();
        return statistics
                .only(column -> columns.isPart(column) || statistics.varies(column))
                .preprocessing("the frame");
    }
}

package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import io.diabolo.table.CsvOverrides;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How data is read and split.
 *
 * @param pictures how pictures are decoded
 * @param table which columns of a table are used
 * @param series how samples become series; null where they are none
 * @param split how rows are dealt out to training, validation and test
 * @param limit the largest number of samples taken, chosen at random (the first ones where the order counts); 0 for all
 * @param memoryBudget the bytes that decoded pictures may take, and a table; a larger folder is read again whenever it is
 *     used, a larger table is kept in a temporary file
 */
public record DataOptions(
        PictureOptions pictures,
        ColumnOptions table,
        @Nullable SeriesOptions series,
        SplitOptions split,
        int limit,
        long memoryBudget) {

    public DataOptions {
        if (limit < 0) {
            throw new BadInputException("the limit of samples must be 0 (all) or more, was " + limit);
        }
        if (series != null && series.isWindowed()) {
            requireOrder(table, split);
        }
    }

    private static void requireOrder(ColumnOptions table, SplitOptions split) {
        if (split.rule() == SplitRule.RANDOM || split.groupBy() != null) {
            throw new BadInputException(
                    "windows overlap, so they are split in the order of time: leave out the random split and the groups");
        }
        if (table.target() != null) {
            throw new BadInputException("windows have no labels: ignore the column '%s' instead of making it the target"
                    .formatted(table.target()));
        }
    }

    /**
     * Pictures as they are, all columns of a table as inputs, no series, split by {@link SplitRule#AUTO} with seed 0, all
     * samples, a quarter of the memory.
     */
    public static DataOptions defaults() {
        return new DataOptions(
                new PictureOptions(null, false, false),
                ColumnOptions.all(),
                null,
                new SplitOptions(null, SplitRule.AUTO, 0),
                0,
                Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param size what pictures are resized to; null keeps theirs */
    public DataOptions withSize(@Nullable Size size) {
        return with(new PictureOptions(size, pictures.gray(), pictures.strict()));
    }

    public DataOptions withGray(boolean gray) {
        return with(new PictureOptions(pictures.size(), gray, pictures.strict()));
    }

    public DataOptions withStrict(boolean strict) {
        return with(new PictureOptions(pictures.size(), pictures.gray(), strict));
    }

    /** @param target the column of a table that holds the labels; null for none */
    public DataOptions withTarget(@Nullable String target) {
        return with(new ColumnOptions(target, table.ignore(), table.columns(), table.categories(), table.csv()));
    }

    /** @param ignore columns of a table to leave out */
    public DataOptions withIgnore(List<String> ignore) {
        return with(new ColumnOptions(table.target(), ignore, table.columns(), table.categories(), table.csv()));
    }

    /** @param columns the only columns of a table that are inputs; empty for all */
    public DataOptions withColumns(List<String> columns) {
        return with(new ColumnOptions(table.target(), table.ignore(), columns, table.categories(), table.csv()));
    }

    /** @param categories columns that are categories even if they look like numbers */
    public DataOptions withCategories(List<String> categories) {
        return with(new ColumnOptions(table.target(), table.ignore(), table.columns(), categories, table.csv()));
    }

    public DataOptions withCsv(CsvOverrides csv) {
        return with(new ColumnOptions(table.target(), table.ignore(), table.columns(), table.categories(), csv));
    }

    public DataOptions withSeries(@Nullable SeriesOptions newSeries) {
        return new DataOptions(pictures, table, newSeries, split, limit, memoryBudget);
    }

    public DataOptions withGroupBy(@Nullable Pattern groupBy) {
        return with(new SplitOptions(groupBy, split.rule(), split.seed()));
    }

    public DataOptions withSplit(SplitRule rule) {
        return with(new SplitOptions(split.groupBy(), rule, split.seed()));
    }

    public DataOptions withSeed(long seed) {
        return with(new SplitOptions(split.groupBy(), split.rule(), seed));
    }

    public DataOptions withLimit(int newLimit) {
        return new DataOptions(pictures, table, series, split, newLimit, memoryBudget);
    }

    public DataOptions withMemoryBudget(long newMemoryBudget) {
        return new DataOptions(pictures, table, series, split, limit, newMemoryBudget);
    }

    private DataOptions with(PictureOptions newPictures) {
        return new DataOptions(newPictures, table, series, split, limit, memoryBudget);
    }

    private DataOptions with(ColumnOptions newTable) {
        return new DataOptions(pictures, newTable, series, split, limit, memoryBudget);
    }

    private DataOptions with(SplitOptions newSplit) {
        return new DataOptions(pictures, table, series, newSplit, limit, memoryBudget);
    }
}

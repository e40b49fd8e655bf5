package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.DataOptions;
import io.diabolo.data.SeriesOptions;
import io.diabolo.data.SplitRule;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import io.diabolo.preprocess.Scaling;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How data is read and split.
 *
 * @param size {@code WxH}; null keeps the pictures' own
 * @param gray whether colour is dropped
 * @param strict whether a picture that does not decode is an error instead of being skipped
 * @param groupBy a regular expression that finds an item's group in its name; null for none
 * @param split how rows are dealt out; null for {@link SplitRule#AUTO}
 * @param limit the largest number of samples; 0 for all
 * @param table which columns of a table are used
 * @param series how samples become series; null where they are none
 */
public record DataReading(
        @JsonSetter(nulls = Nulls.SET) @Nullable String size,
        boolean gray,
        boolean strict,
        @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
        @JsonSetter(nulls = Nulls.SET) @Nullable SplitRule split,
        int limit,
        Columns table,
        @JsonSetter(nulls = Nulls.SET) @Nullable SeriesReading series) {

    /** All samples, as they are. */
    public static DataReading defaults() {
        return ofPictures(null, false);
    }

    /**
     * All pictures, brought to one size and kind.
     *
     * @param size {@code WxH}; null keeps the pictures' own
     */
    public static DataReading ofPictures(@Nullable String size, boolean gray) {
        return new DataReading(size, gray, false, null, null, 0, Columns.all(), null);
    }

    DataReading with(Columns newTable) {
        return new DataReading(size, gray, strict, groupBy, split, limit, newTable, series);
    }

    /** The split's seed is always 0: whoever evaluates a model later gets the rows that it has not seen. */
    DataOptions options() {
        return DataOptions.defaults()
                .withSize(size == null ? null : Size.parse(size))
                .withGray(gray)
                .withStrict(strict)
                .withGroupBy(groupBy == null ? null : pattern(groupBy))
                .withSplit(split == null ? SplitRule.AUTO : split)
                .withLimit(limit)
                .withTarget(table.target())
                .withIgnore(table.ignore())
                .withColumns(table.columns())
                .withCategories(table.categories())
                .withSeries(series == null ? null : series.options());
    }

    /** Whether it says which rows are for test. */
    boolean decidesSplit() {
        return groupBy != null || split != null || limit > 0;
    }

    /** @throws BadInputException if it is no regular expression */
    static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new BadInputException(
                    "--group-by '%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
        }
    }

    /**
     * Which columns of a table are used.
     *
     * @param target holds the labels, which are no input; null for none
     * @param ignore are left out
     * @param columns the only inputs; empty for all that can be
     * @param categories are categories even if they look like numbers
     * @param scaling of columns of numbers
     */
    public record Columns(
            @JsonSetter(nulls = Nulls.SET) @Nullable String target,
            List<String> ignore,
            List<String> columns,
            List<String> categories,
            Scaling scaling) {

        public Columns {
            ignore = List.copyOf(ignore);
            columns = List.copyOf(columns);
            categories = List.copyOf(categories);
        }

        /** All that can be an input, standardised. */
        public static Columns all() {
            return new Columns(null, List.of(), List.of(), List.of(), Scaling.STANDARD);
        }
    }

    /**
     * How samples become series.
     *
     * @param window rows of a window; 0 where each row is a series
     * @param stride rows from the start of a window to that of the next; 0 for a quarter of the window
     * @param time the column that tells when a row was measured; null for the only column of times, if there is one
     */
    public record SeriesReading(
            int window,
            int stride,
            @JsonSetter(nulls = Nulls.SET) @Nullable String time) {

        SeriesOptions options() {
            return stride > 0 || window == 0
                    ? new SeriesOptions(window, stride, time)
                    : SeriesOptions.windows(window).withTime(time);
        }
    }
}

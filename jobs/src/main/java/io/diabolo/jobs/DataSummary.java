package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diabolo.data.SampleShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What data holds, as a training would read it.
 *
 * @param name of the data
 * @param samples in all parts
 * @param shape of a sample
 * @param values {@code bytes} or {@code floats}
 * @param low the smallest raw value of all samples, missing ones aside
 * @param high the largest
 * @param mean of all values that are not missing
 * @param histogram of the values of up to 10,000 samples; null where all are the same
 * @param splits samples of each part
 * @param labels with their counts
 * @param trainHash SHA-256 of the training part
 * @param table of data that is a table or windows of one; null for other data
 */
public record DataSummary(
        String name,
        int samples,
        SampleShape shape,
        String values,
        double low,
        double high,
        double mean,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Histogram histogram,
        Splits splits,
        List<Label> labels,
        String trainHash,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TableSummary table) {

    /** Looks at data; loads no native library. */
    public static DataSummary of(DescribeDataRequest request, JobControl control) {
        return DataDescription.of(request, control);
    }

    /** Samples of each part. */
    public record Splits(int train, int validation, int test) {}

    /** A label with the number of its samples. */
    public record Label(String name, int count) {}

    /**
     * A table.
     *
     * @param rows how many
     * @param dialect how its file is written, in words
     * @param columns in the order of the file
     * @param firstRows the first rows, as text
     */
    public record TableSummary(int rows, String dialect, List<ColumnSummary> columns, List<List<String>> firstRows) {}

    /**
     * A column of a table.
     *
     * @param type what its cells are
     * @param low the smallest value, as text; empty where there is none
     * @param high the largest
     * @param missing how many cells are missing
     * @param distinct how many values there are; null where there are too many to count
     * @param histogram of numbers, in up to 100,000 rows; null for other columns and where all are the same
     * @param levels of a category, the most frequent first, up to 12, in as many rows
     * @param use what a training does with it
     */
    public record ColumnSummary(
            String name,
            String type,
            String low,
            String high,
            int missing,
            @Nullable Integer distinct,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Histogram histogram,

            List<Label> levels,
            String use) {}
}

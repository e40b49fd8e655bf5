package io.diabolo.data;

import io.diabolo.table.CsvOverrides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are used, and what for.
 *
 * @param target the column that holds the labels, which is no input; null for none
 * @param ignore columns to leave out
 * @param columns the only columns that are inputs; empty for all that can be
 * @param categories columns that are categories even if they look like numbers
 * @param csv what is known of the file's dialect; the rest is detected
 */
public record ColumnOptions(
        @Nullable String target, List<String> ignore, List<String> columns, List<String> categories, CsvOverrides csv) {

    public ColumnOptions {
        ignore = List.copyOf(ignore);
        columns = List.copyOf(columns);
        categories = List.copyOf(categories);
    }

    /** Whether something is said that only a table can obey. */
    boolean choose() {
        return target != null || !ignore.isEmpty() || !columns.isEmpty() || !categories.isEmpty();
    }

    /** All columns that can be inputs, no labels. */
    public static ColumnOptions all() {
        return new ColumnOptions(null, List.of(), List.of(), List.of(), CsvOverrides.none());
    }
}

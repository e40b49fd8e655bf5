package io.diabolo.table;

import org.jspecify.annotations.Nullable;

/**
 * What the user says about a file's dialect; whatever is null is detected.
 *
 * @param delimiter comma, semicolon, tab or {@code |}
 * @param decimalComma whether numbers are written as {@code 1,5}
 * @param header whether the first line names the columns
 */
public record CsvOverrides(
        @Nullable Character delimiter,
        @Nullable Boolean decimalComma,
        @Nullable Boolean header) {

    /** All is detected. */
    public static CsvOverrides none() {
        return new CsvOverrides(null, null, null);
    }
}

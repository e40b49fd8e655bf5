package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with signals, a row a step in time: a table, an array [rows, columns], or a WFDB record.
 *
 * @param path of the file
 * @param columns by name or by number from 1, in the order wanted; empty for all columns of numbers that are not constant
 * @param ignore columns to leave out, by name
 * @param time the column that tells when a row was measured; null for the only column of times, or for a first column whose
 *     numbers rise by equal steps
 */
public record SignalChoice(
        String path,
        List<String> columns,
        List<String> ignore,
        @JsonSetter(nulls = Nulls.SET) @Nullable String time) {

    public SignalChoice {
        columns = List.copyOf(columns);
        ignore = List.copyOf(ignore);
    }

    /** All columns of numbers of a file. */
    public static SignalChoice of(String path) {
        return new SignalChoice(path, List.of(), List.of(), null);
    }

    public SignalChoice withColumns(List<String> newColumns) {
        return new SignalChoice(path, newColumns, ignore, time);
    }
}

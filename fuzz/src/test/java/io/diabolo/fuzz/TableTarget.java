package io.diabolo.fuzz;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import java.nio.file.Path;

/** A table as CSV: its dialect, its columns' types, its cells. */
public final class TableTarget {

    private TableTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        Path table = Reading.file("table.csv", content);
        Reading.isDoneOrRefused(() -> DataSource.openWhole(table, DataOptions.defaults()));
    }
}

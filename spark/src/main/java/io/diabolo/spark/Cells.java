package io.diabolo.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows with more cells. */
final class Cells {

    private Cells() {}

    /** A row's cells, and others behind them. */
    static Row behind(Row row, @Nullable Object... more) {
        @Nullable Object[] cells = new @Nullable Object[row.size() + more.length];
        for (int i = 0; i < row.size(); i++) {
            cells[i] = row.get(i);
        }
        System.arraycopy(more, 0, cells, row.size(), more.length);
        return RowFactory.create(cells);
    }
}

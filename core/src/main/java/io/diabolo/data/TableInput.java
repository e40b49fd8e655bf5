package io.diabolo.data;

import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column that is an input.
 *
 * @param column as a model sees it
 * @param place which of the stored columns it is
 * @param levels the model's level of each category that is stored; empty for numbers
 */
record TableInput(TableColumn column, int place, List<Integer> levels) {

    /** A stored column as it is. */
    static TableInput of(Column column, int place) {
        return column.categories().isEmpty()
                ? new TableInput(TableColumn.number(column.name()), place, List.of())
                : new TableInput(
                        new TableColumn(column.name(), column.categories()),
                        place,
                        IntStream.range(0, column.categories().size()).boxed().toList());
    }

    /** Whether cells of a column are numbers, perhaps all the same or all missing. */
    static boolean isNumeric(Column column) {
        return column.type() == ColumnType.NUMBER
                || column.type() == ColumnType.EMPTY
                || (column.type() == ColumnType.CONSTANT && column.categories().isEmpty());
    }

    double cell(double stored) {
        return levels.isEmpty() || Double.isNaN(stored) ? stored : levels.get((int) stored);
    }

    /** Whether a stored cell holds a category that the model does not know. */
    boolean isUnseen(double stored) {
        return !levels.isEmpty()
                && !Double.isNaN(stored)
                && levels.get((int) stored) == column.levels().size();
    }
}

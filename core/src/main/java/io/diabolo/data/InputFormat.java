package io.diabolo.data;

import java.util.List;

/**
 * What a trained model takes.
 *
 * @param shape of a sample as data has it
 * @param columns of a table, by name, with the levels that the model knows; empty for other data
 */
public record InputFormat(SampleShape shape, List<TableColumn> columns) {

    public InputFormat {
        columns = List.copyOf(columns);
    }

    /** Pictures, arrays and series. */
    public static InputFormat of(SampleShape shape) {
        return new InputFormat(shape, List.of());
    }

    /** @param columns at least one */
    public static InputFormat table(List<TableColumn> columns) {
        return new InputFormat(SampleShape.row(columns.size()), columns);
    }
}

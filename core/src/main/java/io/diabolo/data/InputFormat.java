package io.diabolo.data;

import java.util.List;

/**
 * What a trained model takes.
 *
 * @param shape of a sample as data has it
 * @param columns of a table, by name, with the levels that the model knows; of windows their channels; empty for other data
 */
public record InputFormat(SampleShape shape, List<TableColumn> columns) {

    public InputFormat {
        columns = List.copyOf(columns);
    }

    /** Pictures, arrays, and series whose channels have no names. */
    public static InputFormat of(SampleShape shape) {
        return new InputFormat(shape, List.of());
    }

    /**
     * Windows that are cut from columns.
     *
     * @param shape [C, L]
     * @param channels names of the C columns
     */
    public static InputFormat windows(SampleShape shape, List<String> channels) {
        return new InputFormat(shape, channels.stream().map(TableColumn::number).toList());
    }

    /** @param columns at least one */
    public static InputFormat table(List<TableColumn> columns) {
        return new InputFormat(SampleShape.row(columns.size()), columns);
    }
}

package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.table.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes samples of the rows of a table: rows, series, or windows of series. */
final class TableSource {

    private final TypedRows rows;
    private final DataOptions options;
    private final List<String> notes;

    private TableSource(TypedRows rows, DataOptions options, List<String> notes) {
        this.rows = rows;
        this.options = options;
        this.notes = new ArrayList<>(notes);
    }

    /**
     * @param parts what is for training, validation and test by the data's own files
     * @param format what a model takes; null where there is none
     * @param notes what is known so far
     */
    static Source of(
            TypedRows rows, PartSizes parts, DataOptions options, @Nullable InputFormat format, List<String> notes) {
        TableSource source = new TableSource(rows, options, notes);
        SeriesOptions series = options.series();
        if (format != null && !format.columns().isEmpty()) {
            return series == null
                    ? source.aligned(parts, format.columns())
                    : source.windows(parts, series, format.columns());
        }
        if (series == null) {
            // A model without columns was trained on arrays whose numbers count by place: none may be left out.
            return source.rows(parts, format == null ? ColumnSelection.Wanted.VARYING : ColumnSelection.Wanted.NUMBERS);
        }
        return series.isWindowed() ? source.windows(parts, series, List.of()) : source.rowSeries(parts);
    }

    private Source aligned(PartSizes parts, List<TableColumn> columns) {
        TableDataset data = new TableDataset(rows, ColumnAlignment.of(rows, columns));
        for (TableColumn column : columns) {
            Integer cells = data.unseen().get(column.name());
            if (cells != null) {
                notes.add("column '%s': %,d of %,d cells hold categories that the model did not see in training"
                        .formatted(column.name(), cells, data.size()));
            }
        }
        return new Source(data, parts, notes).prepared(options);
    }

    private Source rows(PartSizes parts, ColumnSelection.Wanted wanted) {
        return new Source(table(wanted, without(null)), parts, notes).prepared(options);
    }

    private Source rowSeries(PartSizes parts) {
        TableDataset table = table(ColumnSelection.Wanted.NUMBERS, without(null));
        return new Source(new RowSeries(table), parts, notes).prepared(options);
    }

    /** @param channels that a model knows; empty where there is none */
    private Source windows(PartSizes parts, SeriesOptions series, List<TableColumn> channels) {
        if (parts.hasTest()) {
            throw new BadInputException(
                    "%s has arrays of its own for test: windows are cut from one array".formatted(rows.name()));
        }
        String time = series.time() == null ? onlyTime() : series.time();
        int[] runs = {0};
        if (time != null) {
            TimeColumn column = TimeColumn.of(rows, rows.placeOf(time));
            notes.add(column.describe());
            runs = column.runs();
        }
        TableDataset table =
                channels.isEmpty() ? channels(time) : new TableDataset(rows, ColumnAlignment.of(rows, channels));
        SeriesDataset windows = SeriesDataset.of(table, series, runs);
        return new Source(
                options.limit() == 0 ? windows : windows.first(options.limit()),
                new PartSizes(windows.size(), 0, 0),
                notes);
    }

    private TableDataset channels(@Nullable String time) {
        // A constant column may be a channel, but only if it was asked for.
        ColumnSelection.Wanted wanted = options.table().columns().isEmpty()
                ? ColumnSelection.Wanted.VARYING_NUMBERS
                : ColumnSelection.Wanted.NUMBERS;
        return table(wanted, without(time));
    }

    private TableDataset table(ColumnSelection.Wanted wanted, Set<String> without) {
        ColumnSelection selection = ColumnSelection.of(rows, wanted, without);
        notes.addAll(selection.notes());
        return new TableDataset(rows, selection.inputs());
    }

    /** The only column of times; null where there is none, or there are several. */
    private @Nullable String onlyTime() {
        List<String> times = rows.columns().stream()
                .filter(column -> column.type() == ColumnType.TIME)
                .map(column -> column.name())
                .toList();
        return times.size() == 1 ? times.get(0) : null;
    }

    /** Columns that are no inputs because they have another use, or are not wanted. */
    private Set<String> without(@Nullable String time) {
        Set<String> without = new LinkedHashSet<>(options.table().ignore());
        List<String> wanted = options.table().columns();
        if (!wanted.isEmpty()) {
            rows.columnNames().stream().filter(name -> !wanted.contains(name)).forEach(without::add);
        }
        String target = options.table().target();
        if (target != null) {
            without.add(target);
        }
        if (time != null) {
            without.add(time);
        }
        return without;
    }
}

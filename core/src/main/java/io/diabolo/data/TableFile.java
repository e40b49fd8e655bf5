package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import io.diabolo.table.Table;
import io.diabolo.table.TableOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a file of text as a table, only the columns that will be used. */
final class TableFile {

    private static final Pattern TABLE = Pattern.compile("(?i).*\\.(csv|tsv)(\\.gz)?");
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.txt(\\.gz)?");

    private final Path file;
    private final DataOptions options;
    private final List<String> notes = new ArrayList<>();

    private TableFile(Path file, DataOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Whether the name says that it is a table. */
    static boolean isTable(Path file) {
        return TABLE.matcher(file.getFileName().toString()).matches();
    }

    /** Whether the name says that it is text, perhaps a table. */
    static boolean isText(Path file) {
        return TEXT.matcher(file.getFileName().toString()).matches();
    }

    /** @param format what a model takes; null where there is none */
    static Source read(Path file, DataOptions options, @Nullable InputFormat format) {
        return new TableFile(file, options).read(format);
    }

    private Source read(@Nullable InputFormat format) {
        List<Column> header = header();
        List<String> names = header.stream().map(Column::name).toList();
        List<TableColumn> known = format == null ? List.of() : format.columns();
        ColumnAlignment.requireAll(String.valueOf(file.getFileName()), names, known);
        String target = target(names, format != null);
        Table table = Table.read(file, known.isEmpty() ? choose(header) : choose(header, known, target));
        notes.addAll(0, table.notes());
        Labels labels = target == null ? Labels.none() : TargetLabels.of(table, target);
        TypedRows rows = TypedRows.of(table, labels);
        return TableSource.of(rows, new PartSizes(rows.size(), 0, 0), options, format, notes);
    }

    /** The columns as the first row shows them. */
    private List<Column> header() {
        try (Table first = Table.read(file, defaults().withLimit(1))) {
            return first.columns();
        } catch (BadInputException e) {
            if (isText(file)) {
                throw new UnsupportedFormatException("%s is text, but no table: %s".formatted(file, e.getMessage()), e);
            }
            throw e;
        }
    }

    private TableOptions defaults() {
        return TableOptions.defaults().withCsv(options.table().csv()).withMemoryBudget(options.memoryBudget());
    }

    /** A file without the column of labels can still be encoded and measured. */
    private @Nullable String target(List<String> names, boolean forModel) {
        String target = options.table().target();
        if (target != null && forModel && !names.contains(target)) {
            notes.add("%s has no column '%s': its rows have no labels".formatted(file.getFileName(), target));
            return null;
        }
        return target;
    }

    private TableOptions choose(List<Column> header) {
        ColumnOptions chosen = options.table();
        Set<String> columns = new LinkedHashSet<>(chosen.columns());
        Set<String> ignore = new LinkedHashSet<>(chosen.ignore());
        List<String> others = times(header);
        if (chosen.target() != null) {
            others.add(chosen.target());
        }
        if (!columns.isEmpty()) {
            columns.addAll(others);
        }
        others.forEach(ignore::remove);
        return defaults()
                .withColumns(List.copyOf(columns))
                .withIgnore(List.copyOf(ignore))
                .withCategories(chosen.categories());
    }

    /** The columns that may say when a row was measured. */
    private List<String> times(List<Column> header) {
        SeriesOptions series = options.series();
        if (series == null || !series.isWindowed()) {
            return new ArrayList<>();
        }
        if (series.time() != null) {
            return new ArrayList<>(List.of(series.time()));
        }
        return header.stream()
                .filter(column -> column.type() == ColumnType.TIME)
                .map(Column::name)
                .filter(name -> !options.table().ignore().contains(name))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private TableOptions choose(List<Column> header, List<TableColumn> known, @Nullable String target) {
        Set<String> columns = new LinkedHashSet<>(times(header));
        Set<String> categories = new LinkedHashSet<>();
        for (TableColumn column : known) {
            columns.add(column.name());
            if (column.isCategory()) {
                categories.add(column.name());
            }
        }
        if (target != null) {
            columns.add(target);
            if (options.table().categories().contains(target)) {
                categories.add(target);
            }
        }
        return defaults().withColumns(List.copyOf(columns)).withCategories(List.copyOf(categories));
    }
}

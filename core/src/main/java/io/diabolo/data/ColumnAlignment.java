package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the columns that a model knows in a table: by name, with the categories in the model's order. */
final class ColumnAlignment {

    private static final int NAMED = 10;

    private ColumnAlignment() {}

    /** @throws BadInputException if a column is missing, or is of another kind than the model's */
    static List<TableInput> of(TypedRows rows, List<TableColumn> wanted) {
        requireAll(rows.name(), rows.columnNames(), wanted);
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < rows.columns().size(); place++) {
            places.put(rows.columns().get(place).name(), place);
        }
        List<TableInput> inputs = new ArrayList<>();
        for (TableColumn column : wanted) {
            int place = java.util.Objects.requireNonNull(places.get(column.name()));
            inputs.add(align(rows.name(), rows.columns().get(place), place, column));
        }
        return inputs;
    }

    /**
     * @param file for messages
     * @param names of the columns that there are
     * @throws BadInputException if one is missing; it names all that are, and the columns that the model does not know
     */
    static void requireAll(String file, List<String> names, List<TableColumn> wanted) {
        Set<String> known = wanted.stream().map(TableColumn::name).collect(Collectors.toSet());
        List<String> others =
                names.stream().filter(name -> !known.contains(name)).toList();
        List<String> missing = known(wanted, names);
        if (missing.isEmpty()) {
            return;
        }
        String hint = missing.stream()
                .map(name -> NearestName.of(name, others)
                        .map(near -> "; is '%s' now called '%s'?".formatted(name, near))
                        .orElse(""))
                .collect(Collectors.joining());
        throw new BadInputException("%s lacks %s of the model's %d columns: %s; it has %s%s"
                .formatted(
                        file,
                        missing.size() == 1 ? "one" : missing.size(),
                        wanted.size(),
                        list(missing),
                        others.isEmpty() ? "no others" : "besides " + list(others),
                        hint));
    }

    private static List<String> known(List<TableColumn> wanted, List<String> names) {
        return wanted.stream()
                .map(TableColumn::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    private static String list(List<String> names) {
        return names.stream().limit(NAMED).map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + (names.size() > NAMED ? " and %,d more".formatted(names.size() - NAMED) : "");
    }

    private static TableInput align(String file, Column column, int place, TableColumn wanted) {
        if (column.type() == ColumnType.EMPTY || (!wanted.isCategory() && TableInput.isNumeric(column))) {
            return new TableInput(wanted, place, List.of());
        }
        if (wanted.isCategory() && !column.categories().isEmpty()) {
            List<Integer> levels = new ArrayList<>();
            for (String category : column.categories()) {
                int level = wanted.levels().indexOf(category);
                levels.add(level < 0 ? wanted.levels().size() : level);
            }
            return new TableInput(wanted, place, levels);
        }
        throw new BadInputException(
                "%s, column '%s': it holds %s, the model takes %s: give a file with the same columns"
                        .formatted(file, column.name(), kind(column), wanted.isCategory() ? "categories" : "numbers"));
    }

    private static String kind(Column column) {
        return column.type() == ColumnType.TIME
                ? "times"
                : TableInput.isNumeric(column) ? "numbers" : column.type() == ColumnType.TEXT ? "text" : "categories";
    }
}

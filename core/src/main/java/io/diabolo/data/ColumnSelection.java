package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.table.Column;
import io.diabolo.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which columns of a table become inputs where no model says so.
 *
 * @param inputs at least one
 * @param notes what is left out and why, for the user
 */
record ColumnSelection(List<TableInput> inputs, List<String> notes) {

    private static final int NAMED = 8;

    /** What may be an input. */
    enum Wanted {
        /** Numbers and categories that differ from row to row. */
        VARYING,
        /** Numbers that differ from row to row. */
        VARYING_NUMBERS,
        /** Numbers, be they all the same or all missing. */
        NUMBERS
    }

    /**
     * @param without columns with another use, which are not inputs
     * @throws BadInputException if none is left
     */
    static ColumnSelection of(TypedRows rows, Wanted wanted, Set<String> without) {
        List<TableInput> inputs = new ArrayList<>();
        Map<String, List<String>> leftOut = new TreeMap<>();
        for (int place = 0; place < rows.columns().size(); place++) {
            Column column = rows.columns().get(place);
            if (without.contains(column.name())) {
                continue;
            }
            if (isInput(column, wanted)) {
                inputs.add(TableInput.of(column, place));
            } else {
                leftOut.computeIfAbsent(reason(column), reason -> new ArrayList<>())
                        .add(column.name());
            }
        }
        List<String> notes = new ArrayList<>();
        leftOut.forEach((reason, names) -> addNotes(reason, names, notes));
        if (inputs.isEmpty()) {
            throw new BadInputException("%s: no column can be an input%s%s"
                    .formatted(rows.name(), notes.isEmpty() ? "" : ": ", String.join("; ", notes)));
        }
        return new ColumnSelection(inputs, notes);
    }

    private static boolean isInput(Column column, Wanted wanted) {
        return switch (wanted) {
            case VARYING -> column.type() == ColumnType.NUMBER || column.type() == ColumnType.CATEGORY;
            case VARYING_NUMBERS -> column.type() == ColumnType.NUMBER;
            case NUMBERS -> TableInput.isNumeric(column);
        };
    }

    private static String reason(Column column) {
        int distinct = column.summary().distinct();
        return switch (column.type()) {
            case TEXT ->
                distinct == Column.Summary.MANY
                        ? "text with too many different values to be categories"
                        : "text with %,d different values".formatted(distinct);
            case TIME -> "times";
            case EMPTY -> "no value in any row";
            case CONSTANT -> "the same value in all rows";
            case CATEGORY -> "categories, where only numbers can be used";
            case NUMBER -> throw new IllegalStateException("numbers are always inputs");
        };
    }

    private static void addNotes(String reason, List<String> names, List<String> notes) {
        if (names.size() <= NAMED) {
            names.forEach(name -> notes.add("column '%s': %s: left out".formatted(name, reason)));
        } else {
            notes.add("%,d columns ('%s', ...): %s: left out"
                    .formatted(names.size(), String.join("', '", names.subList(0, NAMED)), reason));
        }
    }
}

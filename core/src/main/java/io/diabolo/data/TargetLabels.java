package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.table.Column;
import io.diabolo.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The labels that a column of a table holds. */
final class TargetLabels {

    /** More different numbers than this are a quantity, not labels. */
    private static final int MOST_NUMBERS = 100;

    private TargetLabels() {}

    /** @throws BadInputException if the column is not there, or holds neither categories nor a few different numbers */
    static Labels of(Table table, String target) {
        int place = table.indexOf(target);
        Column column = table.columns().get(place);
        int distinct = column.summary().distinct();
        boolean numbers = TableInput.isNumeric(column) && distinct > 0 && distinct <= MOST_NUMBERS;
        if (column.categories().isEmpty() && !numbers) {
            throw new BadInputException(
                    "%s, column '%s': labels must be categories or at most %d different numbers, it holds %s: choose another target column"
                            .formatted(table.name(), target, MOST_NUMBERS, found(column)));
        }
        double[] cells = new double[table.rows()];
        Arrays.setAll(cells, row -> table.cell(row, place) + 0.0); // -0 and 0 are one label
        return column.categories().isEmpty() ? ofNumbers(cells) : ofCategories(cells, column.categories());
    }

    private static Labels ofCategories(double[] cells, List<String> names) {
        int[] labels = Arrays.stream(cells)
                .mapToInt(cell -> Double.isNaN(cell) ? Dataset.NO_LABEL : (int) cell)
                .toArray();
        return new Labels(labels, names);
    }

    private static Labels ofNumbers(double[] cells) {
        TreeSet<Double> different = new TreeSet<>();
        Arrays.stream(cells).filter(cell -> !Double.isNaN(cell)).forEach(different::add);
        double[] values = different.stream().mapToDouble(Double::doubleValue).toArray();
        int[] labels = Arrays.stream(cells)
                .mapToInt(cell -> Double.isNaN(cell) ? Dataset.NO_LABEL : Arrays.binarySearch(values, cell))
                .toArray();
        return new Labels(
                labels,
                Arrays.stream(values)
                        .mapToObj(value -> String.valueOf(value).replaceFirst("\\.0$", ""))
                        .toList());
    }

    private static String found(Column column) {
        return switch (column.type()) {
            case TIME -> "times";
            case TEXT -> "text of too many kinds";
            case EMPTY -> "nothing";
            case NUMBER, CATEGORY, CONSTANT ->
                column.summary().distinct() == Column.Summary.MANY
                        ? "many different numbers"
                        : "%,d different numbers".formatted(column.summary().distinct());
        };
    }
}

package io.diabolo.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures in rows and columns.
 *
 * @param title stands above the table; not blank
 * @param columns at least one
 * @param rows each as long as {@code columns}; the first cell of a row names the row
 */
public record Table(String title, List<Column> columns, List<List<Cell>> rows) implements Block {

    /** On which side of its column a cell stands. */
    public enum Alignment {
        LEFT,
        CENTER,
        RIGHT
    }

    public Table {
        Check.text(title, "a table's title");
        columns = List.copyOf(columns);
        Check.notEmpty(columns, "the columns of table " + title);
        List<List<Cell>> copy = new ArrayList<>(rows.size());
        for (List<Cell> row : rows) {
            Check.length(row.size(), columns.size(), "row %d of table %s".formatted(copy.size(), title));
            copy.add(List.copyOf(row));
        }
        rows = List.copyOf(copy);
    }

    /**
     * A heading and how the cells below it stand.
     *
     * @param name not blank
     * @param alignment of the heading and of its cells
     * @param unit such as {@code s} or {@code dB}, or empty
     */
    public record Column(String name, Alignment alignment, String unit) {

        public Column {
            Check.text(name, "a column's name");
        }

        /** A column of words. */
        public static Column text(String name) {
            return new Column(name, Alignment.LEFT, "");
        }

        /** A column of numbers in {@code unit}, which may be empty. */
        public static Column number(String name, String unit) {
            return new Column(name, Alignment.RIGHT, unit);
        }
    }

    /** What stands where a row and a column meet. */
    public sealed interface Cell permits TextCell, NumberCell {

        static Cell of(String text) {
            return new TextCell(text);
        }

        /** A number that is shown with so many decimals; see {@link NumberCell}. */
        static Cell of(double value, int decimals) {
            return new NumberCell(value, decimals);
        }

        static Cell of(long value) {
            return new NumberCell(value, 0);
        }
    }

    /** Words; empty where there is nothing to say. */
    public record TextCell(String text) implements Cell {}

    /**
     * A number, rounded and grouped as the language has it in HTML, exact in CSV.
     *
     * @param value any; what is not finite is shown as a dash and left empty in CSV
     * @param decimals the digits after the point in HTML, 0 to 12
     */
    public record NumberCell(double value, int decimals) implements Cell {

        public NumberCell {
            if (decimals < 0 || decimals > 12) {
                throw new IllegalArgumentException("decimals must be 0 to 12, was " + decimals);
            }
        }
    }
}

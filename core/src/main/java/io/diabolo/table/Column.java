package io.diabolo.table;

import io.diabolo.error.BadInputException;
import java.util.Comparator;
import java.util.List;

/**
 * A column of a table.
 *
 * @param name 1 to 1,000 characters
 * @param type what its cells are
 * @param summary range and counts of its cells
 * @param categories names of the categories, sorted: as numbers where all are, else as texts; empty unless the type is
 *     CATEGORY, or CONSTANT with a value that is no number
 */
public record Column(String name, ColumnType type, Summary summary, List<String> categories) {

    /** How many categories a column has at most. */
    public static final int MOST_CATEGORIES = Levels.MOST;

    /** The order of categories: numbers by value and before texts, texts by their characters. */
    public static final Comparator<String> CATEGORY_ORDER = Levels.ORDER;

    static final int LONGEST_NAME = 1_000;

    public Column {
        categories = List.copyOf(categories);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new BadInputException("the name of a column must have 1 to %,d characters, had %,d"
                    .formatted(LONGEST_NAME, name.length()));
        }
    }

    /** Whether {@link Table} holds a value for some of its cells. */
    boolean isStored() {
        return type != ColumnType.TEXT && type != ColumnType.EMPTY;
    }

    /** A cell as text: the name of a category, a time, or a number; empty for a missing one. */
    public String text(double cell) {
        if (Double.isNaN(cell)) {
            return "";
        }
        if (!categories.isEmpty()) {
            return categories.get((int) cell);
        }
        return type == ColumnType.TIME ? Timestamp.format(cell) : Double.toString(cell);
    }

    /**
     * What cells have in common.
     *
     * @param min the smallest cell that is not missing, as {@link Table#cell} gives it; NaN where there is none
     * @param max the largest
     * @param missing how many cells are missing
     * @param distinct how many different values there are, missing aside; {@link #MANY} where there are too many to count
     */
    public record Summary(double min, double max, int missing, int distinct) {

        /** Stands for more different values than are counted: 1,000, fewer in a table of more than 2,000 columns. */
        public static final int MANY = Integer.MAX_VALUE;
    }
}

package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.table.CellParser.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a column holds, cell by cell, in bounded memory. */
final class ColumnScan {

    /** So many categories are allowed however few rows there are. */
    private static final int FEW = 20;

    private final boolean forced;
    private final int mostLevels;
    private final CellParser parser;

    /** All different texts with their kinds; null once there are too many. */
    private @Nullable Levels levels = new Levels();

    private Kind[] levelKinds = new Kind[4];

    private final int[] counts = new int[Kind.values().length];
    private final @Nullable Place[] first = new Place[counts.length];
    private final double[] min = new double[counts.length];
    private final double[] max = new double[counts.length];
    private boolean fractions;

    /**
     * @param forced whether the user calls the column a category
     * @param mostLevels as {@link Levels#limit} gives it
     */
    ColumnScan(boolean forced, int mostLevels, CellParser parser) {
        this.forced = forced;
        this.mostLevels = mostLevels;
        this.parser = parser;
        for (int kind = 0; kind < counts.length; kind++) {
            min[kind] = Double.POSITIVE_INFINITY;
            max[kind] = Double.NEGATIVE_INFINITY;
        }
    }

    /** @param line of the file, from 1, for an error that is found at the end */
    void cell(char[] text, int start, int length, long line) {
        if (CellParser.isMissing(text, start, length)) {
            counts[Kind.MISSING.ordinal()]++;
            return;
        }
        Levels known = levels;
        int level = known == null ? Levels.NONE : known.find(text, start, length);
        counts[level == Levels.NONE ? look(text, start, length, line) : levelKinds[level].ordinal()]++;
    }

    /** Takes note of a text that is seen for the first time, as far as is known; its kind. */
    private int look(char[] text, int start, int length, long line) {
        Kind kind = parser.parse(text, start, length);
        int at = kind.ordinal();
        if (first[at] == null) {
            first[at] = new Place(line, new String(text, start, Math.min(length, 40)));
        }
        if (kind == Kind.NUMBER || kind == Kind.TIME) {
            double value = parser.value();
            min[at] = Math.min(min[at], value);
            max[at] = Math.max(max[at], value);
            fractions |= kind == Kind.NUMBER && value != Math.rint(value);
        }
        Levels known = levels;
        if (known == null || known.size() == mostLevels || length > Levels.LONGEST) {
            levels = null;
        } else {
            if (known.size() == levelKinds.length) {
                levelKinds = Arrays.copyOf(levelKinds, 2 * levelKinds.length);
            }
            levelKinds[known.size()] = kind;
            known.add(text, start, length);
        }
        return at;
    }

    /** What the column is, or an error that names the place of what it must not hold. */
    Column finish(String file, String name) {
        int numbers = counts[Kind.NUMBER.ordinal()];
        int times = counts[Kind.TIME.ordinal()];
        int infinite = counts[Kind.INFINITE.ordinal()];
        int present = numbers + times + infinite + counts[Kind.TEXT.ordinal()];
        if (present == 0) {
            return column(name, ColumnType.EMPTY, Double.NaN, Double.NaN);
        }
        if (forced && levels == null) {
            throw new BadInputException(
                    "%s: column '%s' has more than %,d different values, or one longer than %d characters, and cannot be a category"
                            .formatted(file, name, mostLevels, Levels.LONGEST));
        }
        if (forced) {
            return category(name);
        }
        if (infinite > 0 && (numbers + infinite == present || isMostly(numbers + infinite, present))) {
            throw error("an infinite value", Kind.INFINITE, file, name);
        }
        if (numbers == present || times == present) {
            return typed(name, numbers == present ? Kind.NUMBER : Kind.TIME);
        }
        requireUnmixed(file, name, present);
        return isCategory(present) ? category(name) : column(name, ColumnType.TEXT, Double.NaN, Double.NaN);
    }

    private void requireUnmixed(String file, String name, int present) {
        int numbers = counts[Kind.NUMBER.ordinal()];
        int times = counts[Kind.TIME.ordinal()];
        if (isMostly(numbers, present)) {
            throw error(
                    "text in a numeric column", counts[Kind.TEXT.ordinal()] > 0 ? Kind.TEXT : Kind.TIME, file, name);
        }
        if (isMostly(times, present)) {
            throw error(
                    "no time, in a column of times",
                    counts[Kind.TEXT.ordinal()] > 0 ? Kind.TEXT : Kind.NUMBER,
                    file,
                    name);
        }
    }

    /** Whether the rest looks like a mistake: less than 1 %, or less than 10 % of a column that cannot be a category. */
    private boolean isMostly(int count, int present) {
        long share = 100L * count;
        return share > 99L * present || share > 90L * present && (fractions || !isCategory(present));
    }

    private boolean isCategory(int present) {
        return levels != null && (levels.size() <= FEW || 2L * levels.size() <= present);
    }

    private Column typed(String name, Kind kind) {
        int at = kind.ordinal();
        ColumnType type =
                kind == Kind.TIME ? ColumnType.TIME : min[at] == max[at] ? ColumnType.CONSTANT : ColumnType.NUMBER;
        return column(name, type, min[at], max[at]);
    }

    private Column category(String name) {
        List<String> names = Objects.requireNonNull(levels).sorted();
        ColumnType type = names.size() == 1 ? ColumnType.CONSTANT : ColumnType.CATEGORY;
        Column.Summary summary =
                new Column.Summary(0, names.size() - 1.0, counts[Kind.MISSING.ordinal()], names.size());
        return new Column(name, type, summary, names);
    }

    private Column column(String name, ColumnType type, double low, double high) {
        Column.Summary summary = new Column.Summary(low, high, counts[Kind.MISSING.ordinal()], distinct());
        return new Column(name, type, summary, List.of());
    }

    /** Numbers and times count by value: 1 and 1.0 are one. */
    private int distinct() {
        Levels known = levels;
        if (known == null) {
            return Column.Summary.MANY;
        }
        Set<Object> values = new HashSet<>();
        for (int level = 0; level < known.size(); level++) {
            String text = known.name(level);
            boolean typed = levelKinds[level] == Kind.NUMBER || levelKinds[level] == Kind.TIME;
            parser.parse(text.toCharArray(), 0, text.length());
            values.add(typed ? (Object) (parser.value() + 0.0) : text);
        }
        return values.size();
    }

    private BadInputException error(String what, Kind kind, String file, String name) {
        Place place = Objects.requireNonNull(first[kind.ordinal()]);
        return new BadInputException(
                "%s, line %d, column '%s': %s: '%s'; remove it, or leave the column out: --ignore '%s'"
                        .formatted(file, place.line, name, what, place.text, name));
    }

    private record Place(long line, String text) {}
}

package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.table.CellParser.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** The kind of each of the levels, and its tally. */
    private Tally[] levelTallies = new Tally[4];

    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private int missing;
    private boolean fractions;

    /**
     * @param forced whether the user calls the column a category
     * @param mostLevels as {@link Levels#limit} gives it
     */
    ColumnScan(boolean forced, int mostLevels, CellParser parser) {
        this.forced = forced;
        this.mostLevels = mostLevels;
        this.parser = parser;
        for (Kind kind : Kind.values()) {
            tallies.put(kind, new Tally(kind));
        }
    }

    /** @param line of the file, from 1, for an error that is found at the end */
    void cell(char[] text, int start, int length, long line) {
        if (CellParser.isMissing(text, start, length)) {
            missing++;
            return;
        }
        Levels known = levels;
        int level = known == null ? Levels.NONE : known.find(text, start, length);
        Tally tally = level == Levels.NONE ? look(text, start, length, line) : levelTallies[level];
        tally.count++;
    }

    /** Takes note of a text that is seen for the first time, as far as is known; the tally of its kind. */
    private Tally look(char[] text, int start, int length, long line) {
        Tally tally = tally(parser.parse(text, start, length));
        if (tally.first == null) {
            tally.first = new Place(line, new String(text, start, Math.min(length, 40)));
        }
        if (tally.isTyped()) {
            double value = parser.value();
            tally.min = Math.min(tally.min, value);
            tally.max = Math.max(tally.max, value);
            fractions |= tally.kind == Kind.NUMBER && value != Math.rint(value);
        }
        Levels known = levels;
        if (known == null || known.size() == mostLevels || length > Levels.LONGEST) {
            levels = null;
        } else {
            if (known.size() == levelTallies.length) {
                levelTallies = Arrays.copyOf(levelTallies, 2 * levelTallies.length);
            }
            levelTallies[known.size()] = tally;
            known.add(text, start, length);
        }
        return tally;
    }

    private Tally tally(Kind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }

    private int count(Kind kind) {
        return tally(kind).count;
    }

    /** What the column is, or an error that names the place of what it must not hold. */
    Column finish(String file, String name) {
        int numbers = count(Kind.NUMBER);
        int times = count(Kind.TIME);
        int infinite = count(Kind.INFINITE);
        int present = numbers + times + infinite + count(Kind.TEXT);
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
        int numbers = count(Kind.NUMBER);
        int times = count(Kind.TIME);
        if (isMostly(numbers, present)) {
            throw error("text in a numeric column", count(Kind.TEXT) > 0 ? Kind.TEXT : Kind.TIME, file, name);
        }
        if (isMostly(times, present)) {
            throw error("no time, in a column of times", count(Kind.TEXT) > 0 ? Kind.TEXT : Kind.NUMBER, file, name);
        }
    }

    /** Whether the rest looks like a mistake: less than 1 %, or less than 10 % of a column that cannot be a category. */
    private boolean isMostly(int count, int present) {
        long share = 100L * count;
        return share > 99L * present || (share > 90L * present && (fractions || !isCategory(present)));
    }

    private boolean isCategory(int present) {
        return levels != null && (levels.size() <= FEW || 2L * levels.size() <= present);
    }

    private Column typed(String name, Kind kind) {
        Tally tally = tally(kind);
        ColumnType type =
                kind == Kind.TIME ? ColumnType.TIME : tally.min == tally.max ? ColumnType.CONSTANT : ColumnType.NUMBER;
        return column(name, type, tally.min, tally.max);
    }

    private Column category(String name) {
        List<String> names = Objects.requireNonNull(levels).sorted();
        ColumnType type = names.size() == 1 ? ColumnType.CONSTANT : ColumnType.CATEGORY;
        Column.Summary summary = new Column.Summary(0, names.size() - 1.0, missing, names.size());
        return new Column(name, type, summary, names);
    }

    private Column column(String name, ColumnType type, double low, double high) {
        Column.Summary summary = new Column.Summary(low, high, missing, distinct());
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
            boolean typed = levelTallies[level].isTyped();
            parser.parse(text.toCharArray(), 0, text.length());
            values.add(typed ? (Object) (parser.value() + 0.0) : text);
        }
        return values.size();
    }

    private BadInputException error(String what, Kind kind, String file, String name) {
        Place place = Objects.requireNonNull(tally(kind).first);
        return new BadInputException("%s, line %d, column '%s': %s: '%s'; remove it, or ignore the column"
                .formatted(file, place.line, name, what, place.text));
    }

    /** A cell's line in the file, and the start of its text. */
    private record Place(long line, String text) {}

    /** The cells of one kind. */
    private static final class Tally {
        final Kind kind;
        int count;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;

        @Nullable Place first;

        Tally(Kind kind) {
            this.kind = kind;
        }

        boolean isTyped() {
            return kind == Kind.NUMBER || kind == Kind.TIME;
        }
    }
}

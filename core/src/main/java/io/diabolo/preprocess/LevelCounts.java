package io.diabolo.preprocess;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Column;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/** How often each level of a category occurs; which levels there are is known before, or seen in the rows. */
final class LevelCounts implements Serializable {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> levels;
    private final HashMap<String, Integer> places = new HashMap<>();
    private long[] counts;
    private boolean tooMany;

    /** @param levels that are known; others can come, by {@link #place} */
    LevelCounts(List<String> levels) {
        this.levels = new ArrayList<>(levels);
        for (String level : levels) {
            places.put(level, places.size());
        }
        counts = new long[Math.max(4, levels.size())];
    }

    /** Where a level is counted, a new one behind the others; {@link Double#NaN} from then on where there are too many. */
    double place(String level) {
        Integer known = places.get(level);
        if (known != null) {
            return known;
        }
        if (levels.size() >= Column.MOST_CATEGORIES) {
            tooMany = true;
            return Double.NaN;
        }
        int place = levels.size();
        levels.add(level);
        places.put(level, place);
        if (place == counts.length) {
            counts = Arrays.copyOf(counts, 2 * place);
        }
        return place;
    }

    /** @param cell a place; that of no level counts for none */
    void add(double cell) {
        if (cell < levels.size()) {
            counts[(int) cell]++;
        }
    }

    void merge(LevelCounts other) {
        tooMany |= other.tooMany;
        for (int i = 0; i < other.levels.size(); i++) {
            double place = place(other.levels.get(i));
            if (place >= 0) { // not NaN
                counts[(int) place] += other.counts[i];
            }
        }
    }

    /** Whether rows differ in it. */
    boolean varies() {
        return Arrays.stream(counts).filter(count -> count > 0).count() > 1;
    }

    /** @throws BadInputException if there are more levels than a table can have */
    void requireFew(String where, String name) {
        if (tooMany) {
            throw new BadInputException(
                    "%s, column '%s': at most %,d categories are possible, there are more: leave the column out"
                            .formatted(where, name, Column.MOST_CATEGORIES));
        }
    }

    /** @param ordered whether the levels stay in the order in which they were known; else they are put into a table's */
    CategoryCode code(String name, boolean ordered) {
        int[] order = IntStream.range(0, levels.size())
                .boxed()
                .sorted(ordered ? Comparator.naturalOrder() : Comparator.comparing(levels::get, Column.CATEGORY_ORDER))
                .mapToInt(place -> place)
                .toArray();
        return CategoryCode.of(
                new TableColumn(name, Arrays.stream(order).mapToObj(levels::get).toList()),
                Arrays.stream(order).mapToLong(place -> counts[place]).toArray());
    }
}

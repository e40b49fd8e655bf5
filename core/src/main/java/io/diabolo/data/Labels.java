package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels of rows: numbers into a list of names. */
final class Labels {

    /** Stands for a missing label among values. */
    static final long MISSING = Long.MIN_VALUE;

    private static final int MAX_NAMES = 100_000;

    private final int[] rows;
    private final List<String> names;

    /** The numbers are not copied. */
    Labels(int[] rows, List<String> names) {
        this.rows = rows;
        this.names = List.copyOf(names);
        if (names.size() > MAX_NAMES) {
            throw new BadInputException(
                    "labels take %d different values, at most %d are read".formatted(names.size(), MAX_NAMES));
        }
    }

    static Labels none() {
        return new Labels(new int[0], List.of());
    }

    /** A label for each different whole number, in rising order, named by that number. */
    static Labels ofValues(long[] values) {
        TreeMap<Long, Integer> ids = new TreeMap<>();
        for (long value : values) {
            ids.put(value, 0);
        }
        ids.remove(MISSING);
        List<String> names = number(ids);
        int[] rows = Arrays.stream(values)
                .mapToInt(value -> ids.getOrDefault(value, Dataset.NO_LABEL))
                .toArray();
        return names.isEmpty() ? none() : new Labels(rows, names);
    }

    /** A label for each different name, in natural order; null for a row without one. */
    static Labels ofNames(List<@Nullable String> rowNames) {
        TreeMap<String, Integer> ids = new TreeMap<>(NaturalOrder.INSTANCE);
        rowNames.stream().filter(Objects::nonNull).forEach(name -> ids.put(name, 0));
        List<String> names = number(ids);
        int[] rows = rowNames.stream()
                .mapToInt(name -> name == null ? Dataset.NO_LABEL : ids.get(name))
                .toArray();
        return names.isEmpty() ? none() : new Labels(rows, names);
    }

    /** Numbers the keys in their order and returns their names. */
    private static <K> List<String> number(SortedMap<K, Integer> ids) {
        int next = 0;
        for (var entry : ids.entrySet()) {
            entry.setValue(next++);
        }
        return ids.keySet().stream().map(String::valueOf).toList();
    }

    int of(int row) {
        return rows.length == 0 ? Dataset.NO_LABEL : rows[row];
    }

    List<String> names() {
        return names;
    }
}

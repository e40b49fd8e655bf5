package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Deals rows out to training, validation and test; the same seed deals the same rows on every machine. */
final class Split {

    private static final int MIN_ROWS = 3;
    private static final int MAX_VALIDATION = 10_000;

    private final Source source;
    private final DataOptions options;
    private final Random random;

    private Split(Source source, DataOptions options) {
        this.source = source;
        this.options = options;
        this.random = new Random(options.split().seed());
    }

    /** @throws BadInputException if a part would be empty, or items have no group */
    static LoadedData of(Source source, DataOptions options) {
        if (source.all() instanceof SeriesDataset series) {
            return WindowSplit.of(series, source.notes(), options.limit());
        }
        if (source.all().size() < MIN_ROWS) {
            throw new BadInputException("%s holds %d samples; training, validation and test need one each, at least %d"
                    .formatted(source.all().name(), source.all().size(), MIN_ROWS));
        }
        return new Split(source, options).deal();
    }

    private LoadedData deal() {
        int n = source.all().size();
        if (options.split().rule() == SplitRule.ORDERED) {
            int test = share(n, 5);
            int validation = share(n, 10);
            int train = n - test - validation;
            return loaded(
                    "in order",
                    PartSizes.range(0, train),
                    PartSizes.range(train, n - test),
                    PartSizes.range(n - test, n));
        }
        if (options.split().rule() == SplitRule.AUTO && source.parts().hasTest()) {
            return own();
        }
        int[] all = PartSizes.range(0, n);
        int[] test = pick(all, share(n, 10), 2);
        int[] rest = without(all, test);
        int[] validation = pick(rest, share(n, 10), 1);
        Pattern pattern = options.split().groupBy();
        String rule = pattern == null ? "at random" : "at random by the groups of " + pattern.pattern();
        return loaded(rule + ", seed " + options.split().seed(), without(rest, validation), validation, test);
    }

    private LoadedData own() {
        PartSizes parts = source.parts();
        int[] train = PartSizes.range(0, parts.train());
        int[] validation = PartSizes.range(parts.train(), parts.train() + parts.validation());
        int[] test = PartSizes.range(parts.train() + parts.validation(), parts.total());
        if (parts.validation() > 0) {
            return loaded("the data's own files", train, validation, test);
        }
        validation = pick(train, Math.min(MAX_VALIDATION, share(train.length, 10)), 1);
        String rule = "the data's own test files; validation from training at random, seed "
                + options.split().seed();
        return loaded(rule, without(train, validation), validation, test);
    }

    private LoadedData loaded(String rule, int[] train, int[] validation, int[] test) {
        if (train.length == 0 || validation.length == 0 || test.length == 0) {
            throw new BadInputException(
                    "%s: the split leaves %d rows for training, %d for validation, %d for test: each needs one"
                            .formatted(source.all().name(), train.length, validation.length, test.length));
        }
        List<String> notes = new ArrayList<>(source.notes());
        notes.add("split: %s: %d training, %d validation, %d test"
                .formatted(rule, train.length, validation.length, test.length));
        Dataset all = source.all();
        return new LoadedData(RowSubset.of(all, train), RowSubset.of(all, validation), RowSubset.of(all, test), notes);
    }

    /** A part of the rows, rounded, at least one. */
    static int share(int rows, int divisor) {
        return Math.max(1, (rows + divisor / 2) / divisor);
    }

    /** About {@code target} of the rows, rising; of whole groups, so that at least {@code leave} groups stay. */
    private int[] pick(int[] rows, int target, int leave) {
        Pattern pattern = options.split().groupBy();
        if (pattern == null) {
            int[] shuffled = rows.clone();
            PartSizes.shuffle(shuffled, random);
            int[] picked = Arrays.copyOf(shuffled, target);
            Arrays.sort(picked);
            return picked;
        }
        List<List<Integer>> groups = new ArrayList<>(groups(rows, pattern).values());
        if (groups.size() <= leave) {
            throw new BadInputException(
                    "%s: the pattern %s finds %d groups, training, validation and test need one each"
                            .formatted(source.all().name(), pattern.pattern(), groups.size()));
        }
        Collections.shuffle(groups, random);
        // The largest group always stays for training: else it could swallow the test.
        groups.remove(groups.stream()
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .orElseThrow());
        Set<Integer> picked = new TreeSet<>();
        for (int g = 0; g <= groups.size() - leave && picked.size() < target; g++) {
            picked.addAll(groups.get(g));
        }
        return picked.stream().mapToInt(Integer::intValue).toArray();
    }

    private Map<String, List<Integer>> groups(int[] rows, Pattern pattern) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        for (int row : rows) {
            String item = source.all().itemName(row);
            String group = SplitOptions.groupOf(item, pattern);
            if (group == null) {
                without.add(item);
            } else {
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(row);
            }
        }
        if (!without.isEmpty()) {
            throw new BadInputException("%s: %d of %d items do not match the group pattern %s, the first is %s"
                    .formatted(source.all().name(), without.size(), rows.length, pattern.pattern(), without.get(0)));
        }
        return groups;
    }

    /** Both rising. */
    private static int[] without(int[] rows, int[] removed) {
        return Arrays.stream(rows)
                .filter(row -> Arrays.binarySearch(removed, row) < 0)
                .toArray();
    }
}

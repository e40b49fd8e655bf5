package io.diabolo.data;

import java.util.Arrays;
import java.util.Random;

/** How many rows of a source are for training, validation and test by its own files: in this order, one after the other. */
record PartSizes(int train, int validation, int test) {

    int total() {
        return train + validation + test;
    }

    boolean hasTest() {
        return test > 0;
    }

    /** The shares of a smaller total: at least one row of each part that has any. */
    PartSizes limited(int limit) {
        return limit == 0 || limit >= total()
                ? this
                : new PartSizes(share(train, limit), share(validation, limit), share(test, limit));
    }

    /** The rows that make a smaller {@code target}, rising: at random, or the first of each part where order counts. */
    int[] choose(PartSizes target, DataOptions options) {
        Random random = new Random(options.split().seed());
        boolean ordered = options.split().rule() == SplitRule.ORDERED;
        int[] rows = new int[target.total()];
        int[] sizes = {train, validation, test};
        int[] targets = {target.train, target.validation, target.test};
        int from = 0;
        int next = 0;
        for (int part = 0; part < sizes.length; part++) {
            int[] all = range(from, from + sizes[part]);
            if (!ordered) {
                shuffle(all, random);
            }
            int[] chosen = Arrays.copyOf(all, targets[part]);
            Arrays.sort(chosen);
            System.arraycopy(chosen, 0, rows, next, chosen.length);
            from += sizes[part];
            next += chosen.length;
        }
        return rows;
    }

    static int[] range(int from, int to) {
        int[] result = new int[to - from];
        Arrays.setAll(result, i -> from + i);
        return result;
    }

    /** Fisher and Yates. {@link Random} is specified to the bit, so a seed means the same rows everywhere. */
    static void shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private int share(int part, int limit) {
        return part == 0 ? 0 : (int) Math.max(1, (long) part * limit / total());
    }
}

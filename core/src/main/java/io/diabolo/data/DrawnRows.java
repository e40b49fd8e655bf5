package io.diabolo.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some rows of many, drawn at random without repetition. */
public final class DrawnRows {

    private DrawnRows() {}

    /**
     * The first steps of a shuffle (Fisher and Yates), which tell the same rows for the same random numbers everywhere.
     *
     * @param count 0 to {@code size}
     * @return [count], 0 to {@code size - 1}, as they were drawn
     */
    public static int[] of(int count, int size, SplittableRandom random) {
        int[] rows = IntStream.range(0, size).toArray();
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, size);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return Arrays.copyOf(rows, count);
    }
}

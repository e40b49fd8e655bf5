package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How data is read and split.
 *
 * @param size what pictures are resized to; null keeps theirs
 * @param gray whether colour is dropped
 * @param strict whether a picture that does not decode is an error instead of being skipped
 * @param groupBy finds in an item's name its group (the first capturing group, else the whole match); the rows of a
 *     group stay in one part of the split
 * @param split how rows are split
 * @param seed of the split and of the choice that {@code limit} makes
 * @param limit the largest number of samples taken, chosen at random (the first ones where the order counts); 0 for all
 * @param memoryBudget the bytes that decoded pictures may take; a larger folder is read again whenever it is used
 */
public record DataOptions(
        @Nullable Size size,
        boolean gray,
        boolean strict,
        @Nullable Pattern groupBy,
        SplitRule split,
        long seed,
        int limit,
        long memoryBudget) {

    public DataOptions {
        if (limit < 0) {
            throw new BadInputException("the limit of samples must be 0 (all) or more, was " + limit);
        }
        if (groupBy != null && split == SplitRule.ORDERED) {
            throw new BadInputException("an ordered split cuts through groups: choose the order or the groups");
        }
    }

    /** Pictures as they are, split by {@link SplitRule#AUTO} with seed 0, all samples, a quarter of the memory. */
    public static DataOptions defaults() {
        return new DataOptions(
                null,
                false,
                false,
                null,
                SplitRule.AUTO,
                0,
                0,
                Runtime.getRuntime().maxMemory() / 4);
    }

    public DataOptions withSize(@Nullable Size newSize) {
        return new DataOptions(newSize, gray, strict, groupBy, split, seed, limit, memoryBudget);
    }

    public DataOptions withGray(boolean newGray) {
        return new DataOptions(size, newGray, strict, groupBy, split, seed, limit, memoryBudget);
    }

    public DataOptions withStrict(boolean newStrict) {
        return new DataOptions(size, gray, newStrict, groupBy, split, seed, limit, memoryBudget);
    }

    public DataOptions withGroupBy(@Nullable Pattern newGroupBy) {
        return new DataOptions(size, gray, strict, newGroupBy, split, seed, limit, memoryBudget);
    }

    public DataOptions withSplit(SplitRule newSplit) {
        return new DataOptions(size, gray, strict, groupBy, newSplit, seed, limit, memoryBudget);
    }

    public DataOptions withSeed(long newSeed) {
        return new DataOptions(size, gray, strict, groupBy, split, newSeed, limit, memoryBudget);
    }

    public DataOptions withLimit(int newLimit) {
        return new DataOptions(size, gray, strict, groupBy, split, seed, newLimit, memoryBudget);
    }

    public DataOptions withMemoryBudget(long newMemoryBudget) {
        return new DataOptions(size, gray, strict, groupBy, split, seed, limit, newMemoryBudget);
    }
}

package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import org.jspecify.annotations.Nullable;

/** What wishes may ask for. */
final class WishLimits {

    private static final double MOST_MINUTES = 24 * 60;
    private static final long MOST_STEPS = 10_000_000;

    private WishLimits() {}

    static void requireLength(@Nullable Double minutes, @Nullable Long steps) {
        if (minutes != null && steps != null) {
            throw new BadInputException("minutes and steps both say how long to train: leave one out");
        }
        require(
                minutes == null || (minutes > 0 && minutes <= MOST_MINUTES),
                "minutes must be above 0 and at most 1,440",
                minutes);
        require(steps == null || (steps >= 1 && steps <= MOST_STEPS), "steps must be 1 to 10,000,000", steps);
    }

    static void requireSize(@Nullable String size) {
        if (size != null) {
            Size.parse(size);
        }
    }

    static void require(boolean holds, String rule, @Nullable Object value) {
        if (!holds) {
            throw new BadInputException("%s, was %s".formatted(rule, value));
        }
    }
}

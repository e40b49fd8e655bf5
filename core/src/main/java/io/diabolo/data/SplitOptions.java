package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How rows are dealt out to training, validation and test.
 *
 * @param groupBy finds in an item's name its group; the rows of a group stay in one part; null for no groups
 * @param rule how rows are dealt out
 * @param seed of the split and of the choice that a limit makes
 */
public record SplitOptions(@Nullable Pattern groupBy, SplitRule rule, long seed) {

    public SplitOptions {
        if (groupBy != null && rule == SplitRule.ORDERED) {
            throw new BadInputException("an ordered split cuts through groups: choose the order or the groups");
        }
    }

    /**
     * The group of an item.
     *
     * @param item its name
     * @return what the pattern's first capturing group finds, else its whole match; null where it finds nothing
     */
    public static @Nullable String groupOf(String item, Pattern groupBy) {
        Matcher matcher = groupBy.matcher(item);
        return matcher.find() ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) : null;
    }
}

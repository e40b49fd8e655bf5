package io.diabolo.cli;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.DataOptions;
import io.diabolo.data.SplitRule;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How data is read and split: shared by {@code train}, {@code eval} and {@code data}. */
final class DataChoices {

    @ArgGroup(exclusive = false, heading = "%nData options:%n", order = 50)
    private Choices choices = new Choices();

    /** What was chosen, as it is written beside a model. */
    Reading reading() {
        return new Reading(
                choices.size,
                choices.gray,
                choices.strict,
                choices.groupBy,
                choices.split == null ? SplitRule.AUTO : choices.split,
                choices.limit);
    }

    /** Whether any of the options that decide about the test split was given. */
    boolean choosesSplit() {
        return choices.groupBy != null || choices.split != null || choices.limit > 0;
    }

    /**
     * How data is read.
     *
     * @param size {@code WxH}; null keeps the pictures' own
     * @param groupBy a regular expression; null for none
     */
    record Reading(
            @JsonSetter(nulls = Nulls.SET) @Nullable String size,
            boolean gray,
            boolean strict,
            @JsonSetter(nulls = Nulls.SET) @Nullable String groupBy,
            SplitRule split,
            int limit) {

        /** The split's seed is always 0: whoever evaluates a model later gets the rows that it has not seen. */
        DataOptions options() {
            return DataOptions.defaults()
                    .withSize(size == null ? null : Size.parse(size))
                    .withGray(gray)
                    .withStrict(strict)
                    .withGroupBy(groupBy == null ? null : pattern(groupBy))
                    .withSplit(split)
                    .withLimit(limit);
        }

        private static Pattern pattern(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new BadInputException(
                        "--group-by '%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
            }
        }
    }

    private static final class Choices {

        @Option(names = "--size", paramLabel = "WxH", description = "Bring pictures to this size, for example 96x64.")
        private @Nullable String size;

        @Option(names = "--gray", description = "Drop colour.")
        private boolean gray;

        @Option(
                names = "--strict",
                description = "A picture that does not decode is an error instead of being skipped.")
        private boolean strict;

        @Option(
                names = "--group-by",
                paramLabel = "REGEX",
                description =
                        "Items whose names agree in what this finds (its first group) stay in one part of the split, for example '^[^/]+' for one person a folder.")
        private @Nullable String groupBy;

        @Option(
                names = "--split",
                paramLabel = "RULE",
                description =
                        "auto: the data's own test files, else at random; random: 80/10/10; ordered: the last fifth is for test, as in a film (default: auto).")
        private @Nullable SplitRule split;

        @Option(names = "--limit", paramLabel = "N", description = "Take at most N samples.")
        private int limit;
    }
}

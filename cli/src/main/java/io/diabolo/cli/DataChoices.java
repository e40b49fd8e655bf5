package io.diabolo.cli;

import io.diabolo.data.SplitRule;
import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.DataReading;
import io.diabolo.preprocess.Scaling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How data is read and split: shared by {@code train}, {@code eval} and {@code data}. */
final class DataChoices {

    @ArgGroup(exclusive = false, heading = "%nData options:%n", order = 50)
    private Choices choices = new Choices();

    /** @param path of the data; null for the embedded glyphs */
    DataChoice choice(@Nullable Path path) {
        return new DataChoice(path == null ? null : path.toString(), reading());
    }

    DataReading reading() {
        return new DataReading(
                choices.size,
                choices.gray,
                choices.strict,
                choices.groupBy,
                choices.split,
                choices.limit,
                new DataReading.Columns(
                        choices.target, choices.ignore, choices.columns, choices.categories, choices.scaling),
                series());
    }

    private DataReading.@Nullable SeriesReading series() {
        boolean windows = choices.window != 0 || choices.stride != 0 || choices.time != null;
        return choices.series || windows
                ? new DataReading.SeriesReading(choices.window, choices.stride, choices.time)
                : null;
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

        @Option(
                names = "--target",
                paramLabel = "COLUMN",
                description = "Tables: the column that holds the labels, which is no input.")
        private @Nullable String target;

        @Option(names = "--ignore", split = ",", paramLabel = "A,B", description = "Tables: columns to leave out.")
        private List<String> ignore = List.of();

        @Option(
                names = "--columns",
                split = ",",
                paramLabel = "A,B",
                description = "Tables and series: the only columns that are inputs.")
        private List<String> columns = List.of();

        @Option(
                names = "--categories",
                split = ",",
                paramLabel = "A,B",
                description = "Tables: columns that are categories even if they look like numbers.")
        private List<String> categories = List.of();

        @Option(
                names = "--scaling",
                paramLabel = "S",
                description =
                        "Tables: standard (mean and standard deviation), robust (median and quartiles) or quantile (default: standard).")
        private Scaling scaling = Scaling.STANDARD;

        @Option(
                names = "--series",
                description = "Samples are series: each row one, or with --window stretches of successive rows.")
        private boolean series;

        @Option(names = "--window", paramLabel = "N", description = "Series: rows of a window.")
        private int window;

        @Option(
                names = "--stride",
                paramLabel = "N",
                description = "Series: rows from the start of a window to the next (default: a quarter of the window).")
        private int stride;

        @Option(
                names = "--time",
                paramLabel = "COLUMN",
                description = "Series: when a row was measured (default: the only column of times).")
        private @Nullable String time;
    }
}

package io.diabolo.data;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a series in the order of time before windows are cut: the first 70 % of the rows for training, then 10 % for
 * validation, the last 20 % for test. No window holds rows of two parts.
 */
final class WindowSplit {

    private WindowSplit() {}

    /** @throws BadInputException if a window does not fit into a part */
    static LoadedData of(SeriesDataset series, List<String> notes, int limit) {
        int rows = series.table().size();
        int test = Split.share(rows, 5);
        int validation = Split.share(rows, 10);
        int train = rows - test - validation;
        SeriesDataset[] parts = {
            part(series, "training", 0, train),
            part(series, "validation", train, rows - test),
            part(series, "test", rows - test, rows)
        };
        PartSizes kept = new PartSizes(parts[0].size(), parts[1].size(), parts[2].size()).limited(limit);
        List<String> all = new ArrayList<>(notes);
        all.add("split: in order of time, no window in two parts: %d training, %d validation, %d test"
                .formatted(kept.train(), kept.validation(), kept.test()));
        return new LoadedData(
                parts[0].first(kept.train()), parts[1].first(kept.validation()), parts[2].first(kept.test()), all);
    }

    private static SeriesDataset part(SeriesDataset series, String name, int from, int to) {
        try {
            return series.within(from, to);
        } catch (BadInputException e) {
            throw new BadInputException(
                    "%s: no window of %,d rows fits into the %,d rows for %s%s: choose a shorter window"
                            .formatted(
                                    series.name(),
                                    series.length(),
                                    Math.max(0, to - from),
                                    name,
                                    series.hasTimeGaps() ? ", which gaps in time divide further" : ""),
                    e);
        }
    }
}

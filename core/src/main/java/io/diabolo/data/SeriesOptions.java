package io.diabolo.data;

import io.diabolo.error.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * How samples become series: each row is one series, or windows are cut from the columns of a table, whose rows are steps
 * in time.
 *
 * @param window rows of a window, at least 2; 0 where each row is a series
 * @param stride rows from the start of a window to that of the next, at least 1; 0 where each row is a series
 * @param time the column that tells when a row was measured; null for the only column of times, if there is one
 */
public record SeriesOptions(
        int window, int stride, @Nullable String time) {

    private static final int OVERLAP = 4;

    public SeriesOptions {
        if (window == 0 ? stride != 0 || time != null : window < 2 || stride < 1) {
            throw new BadInputException(
                    "a window needs at least 2 rows and a stride of at least 1, were %d and %d; without a window there is neither stride nor time"
                            .formatted(window, stride));
        }
    }

    /** Each row of a table or array [N, L] is one series [1, L]; an array [N, C, L] holds series already. */
    public static SeriesOptions rows() {
        return new SeriesOptions(0, 0, null);
    }

    /** Windows of which the next begins after a quarter of one. */
    public static SeriesOptions windows(int window) {
        return windows(window, Math.max(1, window / OVERLAP));
    }

    public static SeriesOptions windows(int window, int stride) {
        return new SeriesOptions(window, stride, null);
    }

    public SeriesOptions withTime(@Nullable String newTime) {
        return new SeriesOptions(window, stride, newTime);
    }

    /** Whether windows are cut; else each row is a series. */
    public boolean isWindowed() {
        return window > 0;
    }
}

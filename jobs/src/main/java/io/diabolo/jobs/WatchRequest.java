package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * Asks for verdicts on the files of a folder, those that are there and those that come, until the job is stopped.
 *
 * @param detector its folder
 * @param folder to look at
 * @param stop whether the first abnormal sample ends it
 */
public record WatchRequest(String detector, String folder, boolean stop) {

    /**
     * What was said of one file.
     *
     * @param file its name
     * @param samples how many it holds
     * @param abnormal how many of them count as abnormal
     * @param score the highest
     * @param pValue the lowest; 1 of a file that cannot be read
     * @param where what speaks most against the strangest sample; null where nothing does
     * @param millis to read and judge it
     * @param error why it cannot be read; null where it can
     */
    public record Part(
            String file,
            int samples,
            int abnormal,
            double score,
            double pValue,
            @JsonSetter(nulls = Nulls.SET) @Nullable String where,
            double millis,
            @JsonSetter(nulls = Nulls.SET) @Nullable String error) {}

    /**
     * How it ended.
     *
     * @param parts how many files were judged
     * @param rejected how many of them hold an abnormal sample
     * @param p50Millis the median time of a file; 0 of none
     * @param p99Millis the 99th percentile
     */
    public record Outcome(int parts, int rejected, double p50Millis, double p99Millis) {}
}

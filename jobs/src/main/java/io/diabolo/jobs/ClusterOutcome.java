package io.diabolo.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What a cluster made of rows, or of pictures, each of which is a row of the result.
 *
 * @param rows how many were read
 * @param done how many are in the result; the others were refused
 * @param abnormal how many of them count as abnormal; 0 where nothing was judged
 * @param falseAlarms the detector's promised rate; 0 where nothing was judged
 * @param numbers of a code; 0 where nothing was encoded
 * @param out the result
 * @param refused the table of rows that were refused, with the reasons; null where there are none
 * @param seconds from the first row to the last, without the start of the cluster
 */
public record ClusterOutcome(
        long rows,
        long done,
        long abnormal,
        double falseAlarms,
        int numbers,
        String out,
        @Nullable String refused,
        double seconds) {

    /** The same, having taken so long. */
    public ClusterOutcome in(double duration) {
        return new ClusterOutcome(rows, done, abnormal, falseAlarms, numbers, out, refused, duration);
    }
}

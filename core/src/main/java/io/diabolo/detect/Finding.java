package io.diabolo.detect;

import java.util.List;

/**
 * What a detector says of one sample.
 *
 * @param item where the sample came from
 * @param score higher is stranger; 0 is the median of normal samples, 1 about their 90th percentile
 * @param pValue the probability that a normal sample looks at least as strange, above 0 to 1
 * @param abnormal whether the p-value is at most the promised rate of false alarms
 * @param reasons the elements that are farthest from what is expected, the strangest first
 */
public record Finding(String item, double score, double pValue, boolean abnormal, List<Reason> reasons) {

    public Finding {
        reasons = List.copyOf(reasons);
    }

    /**
     * One element of a sample that is not as expected.
     *
     * @param where a column's name, {@code pixel X,Y}, or {@code step T} of a series
     * @param value in the units of the data, as text (a number, or a category's name)
     * @param expected what the model expects from the other elements, in the same way
     * @param share of the whole sample's strangeness, 0 to 1
     */
    public record Reason(String where, String value, String expected, double share) {}
}

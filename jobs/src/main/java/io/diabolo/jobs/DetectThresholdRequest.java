package io.diabolo.jobs;

/**
 * Asks for another promise of a detector, which is not fitted again.
 *
 * @param detector its folder, which is changed
 * @param falseAlarms the rate to promise, in (0, 1)
 */
public record DetectThresholdRequest(String detector, double falseAlarms) {

    /**
     * What came of it.
     *
     * @param detector its folder
     * @param falseAlarms the promised rate
     * @param threshold the score above which a sample counts as abnormal
     * @param heldOut how many normal samples carry the promise
     * @param smallestRate the smallest rate that they can promise
     */
    public record Outcome(String detector, double falseAlarms, double threshold, int heldOut, double smallestRate) {}
}

package io.diabolo.data;

/** How rows are dealt out to training, validation and test. */
public enum SplitRule {
    /**
     * The data's own test files where it has them, else by group where a pattern is given, else at random; windows of a
     * series in the order of time.
     */
    AUTO,
    /** 80 / 10 / 10 at random from the seed (groups stay together where a pattern is given). */
    RANDOM,
    /** The first 70 % train, the next 10 % validation, the last 20 % test: for the frames of a film, and for series. */
    ORDERED
}

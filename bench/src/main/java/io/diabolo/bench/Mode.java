package io.diabolo.bench;

/** What {@code bench/run} is asked to do. */
enum Mode {
    /** Both tables. */
    ALL,
    /** The first table: test errors over seconds. */
    QUALITY,
    /** What peers choose on validation data, ahead of the first table. */
    CHOOSE,
    /** The second table: images a second. */
    THROUGHPUT,
    /** The second table, with one processor kept busy by another process. */
    BUSY,
    /** How time and memory grow. */
    SCALE,
    /** A training that several machines share. */
    NODES,
    /** Rates of single pieces. */
    PIECES,
    /** Tables and charts of what was measured before. */
    REPORT;

    boolean measuresQuality() {
        return this == ALL || this == QUALITY || this == CHOOSE;
    }

    boolean measuresThroughput() {
        return this == ALL || this == THROUGHPUT || this == BUSY;
    }
}

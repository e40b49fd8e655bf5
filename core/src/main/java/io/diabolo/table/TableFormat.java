package io.diabolo.table;

/**
 * How a table is written.
 *
 * @param dialect for example that of the table which was read
 * @param digits how many digits a number gets
 */
public record TableFormat(CsvDialect dialect, Digits digits) {

    /** How many digits are worth writing; both leave out what reading back does not need. */
    public enum Digits {
        /** As many as give back the same 32-bit float: for what a model computes. */
        FLOAT,
        /** As many as give back the same 64-bit double. */
        DOUBLE
    }
}

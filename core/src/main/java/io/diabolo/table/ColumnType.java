package io.diabolo.table;

/** What the cells of a column are. */
public enum ColumnType {
    /** Numbers, whole or not. */
    NUMBER,
    /** One of a list of texts; a cell is an index into {@link Column#categories()}. */
    CATEGORY,
    /** Dates and times; a cell is in seconds since 1970-01-01T00:00:00Z. */
    TIME,
    /** Texts of too many kinds to be categories; every cell reads as missing. */
    TEXT,
    /** No cell has a value. */
    EMPTY,
    /** All cells that have a value have the same: a number, or else the only one of {@link Column#categories()}. */
    CONSTANT
}

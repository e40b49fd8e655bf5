package io.diabolo.runtime;

/** Which positions of its output a convolution computes; the others are left at zero. */
public enum Positions {
    /** Every position. */
    ALL,
    /** The fields of one colour of a checkerboard: row + column is even. */
    EVEN,
    /** The fields of the other colour: row + column is odd. */
    ODD;

    /** The first column of {@code row}. */
    public int first(int row) {
        return switch (this) {
            case ALL -> 0;
            case EVEN -> row & 1;
            case ODD -> (row & 1) ^ 1;
        };
    }

    /** From one column to the next. */
    public int step() {
        return this == ALL ? 1 : 2;
    }

    /** The number of columns in {@code row} of a map of {@code width}; 0 is possible. */
    public int count(int row, int width) {
        return (width - first(row) + step() - 1) / step();
    }
}

package io.diabolo.data;

/** What the samples of an array file are. */
enum ArrayUse {
    /** Bytes [N, F] and pictures as they are; rows of other numbers are rows of a table. */
    SAMPLES,
    /** Rows of a table, even if they are bytes; pictures as they are. */
    TABLE,
    /** Series. */
    SERIES;

    /** Whether samples are kept as floats. Bytes cannot say that a value is missing, nor can they be standardised. */
    boolean keepsFloats(ElementType type, SampleShape shape) {
        return type != ElementType.UINT8 || this == SERIES || (this == TABLE && shape.kind() == SampleShape.Kind.ROW);
    }
}

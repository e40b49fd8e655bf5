package io.diabolo.data;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What an array file's numbers are. */
enum ElementType {
    UINT8("u1", 1),
    INT8("i1", 1),
    UINT16("u2", 2),
    INT16("i2", 2),
    INT32("i4", 4),
    INT64("i8", 8),
    FLOAT32("f4", 4),
    FLOAT64("f8", 8);

    final int bytes;
    private final String code;

    ElementType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type that NumPy calls by this code with its byte order: {@code <f4}, {@code |u1}; little endian only. */
    static Optional<ElementType> ofNumpy(String descr) {
        for (ElementType type : values()) {
            if (descr.equals("<" + type.code) || (type.bytes == 1 && descr.equals("|" + type.code))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    boolean isFloat() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** The number at an index, as a float. */
    float floatAt(ByteBuffer values, int index) {
        return switch (this) {
            case FLOAT32 -> values.getFloat(4 * index);
            case FLOAT64 -> (float) values.getDouble(8 * index);
            default -> longAt(values, index);
        };
    }

    /** The number at an index; floats are cut to whole numbers. */
    long longAt(ByteBuffer values, int index) {
        return switch (this) {
            case UINT8 -> values.get(index) & 0xff;
            case INT8 -> values.get(index);
            case UINT16 -> values.getShort(2 * index) & 0xffff;
            case INT16 -> values.getShort(2 * index);
            case INT32 -> values.getInt(4 * index);
            case INT64 -> values.getLong(8 * index);
            case FLOAT32 -> (long) values.getFloat(4 * index);
            case FLOAT64 -> (long) values.getDouble(8 * index);
        };
    }
}

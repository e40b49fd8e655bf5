package io.diabolo.safetensors;

import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * A tensor of a file: a name, a shape, and its values in row-major order. A scalar has the shape [].
 *
 * <p>The array of values is shared, not copied (weights are too large for it): whoever hands one over, or reads one,
 * leaves it unchanged. For the same reason two tensors are equal only if they share their array.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface NamedTensor {

    /** The most dimensions that a shape may have. */
    int MAX_DIMENSIONS = 16;

    /** For example {@code encoder.2.weight}. */
    String name();

    /** The dimensions, each 0 or more; their product is the number of values. */
    List<Long> shape();

    /** 32-bit floats. */
    record F32(String name, List<Long> shape, float[] values) implements NamedTensor {
        public F32 {
            shape = checked(name, shape, values.length);
        }
    }

    /** 64-bit floats. */
    record F64(String name, List<Long> shape, double[] values) implements NamedTensor {
        public F64 {
            shape = checked(name, shape, values.length);
        }
    }

    /** 16-bit floats (IEEE binary16), as their bits. */
    record F16(String name, List<Long> shape, short[] bits) implements NamedTensor {
        public F16 {
            shape = checked(name, shape, bits.length);
        }
    }

    /** 32-bit signed integers. */
    record I32(String name, List<Long> shape, int[] values) implements NamedTensor {
        public I32 {
            shape = checked(name, shape, values.length);
        }
    }

    /** 64-bit signed integers. */
    record I64(String name, List<Long> shape, long[] values) implements NamedTensor {
        public I64 {
            shape = checked(name, shape, values.length);
        }
    }

    /** Unsigned bytes; the Java byte holds the same eight bits. */
    record U8(String name, List<Long> shape, byte[] values) implements NamedTensor {
        public U8 {
            shape = checked(name, shape, values.length);
        }
    }

    private static List<Long> checked(String name, List<Long> shape, int length) {
        if (shape.size() > MAX_DIMENSIONS || SafetensorsHeader.product(shape, 1) != length) {
            throw new BadInputException(
                    "tensor %s: shape %s must have at most %d dimensions and hold its %d values; correct the shape"
                            .formatted(SafetensorsHeader.quoted(name), shape, MAX_DIMENSIONS, length));
        }
        return List.copyOf(shape);
    }
}

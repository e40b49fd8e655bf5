package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array file, its header read, its samples to come: [N, ...], the last index fastest.
 *
 * <p>The header is checked against the bytes that the file can hold before anything is allocated for them.
 */
final class ArrayStream implements Closeable {

    /** Deflate packs at most 1,032 to 1: a packed file cannot hold more than that. */
    static final long MAX_PACKING = 1_032;

    private static final int MAX_DIMENSIONS = 8;

    private final String where;
    private final ElementType type;
    private final long[] dimensions;
    private final InputStream in;
    private final byte[] buffer;
    private long rowsRead;

    private ArrayStream(String where, ElementType type, long[] dimensions, InputStream in) {
        this.where = where;
        this.type = type;
        this.dimensions = dimensions;
        this.in = in;
        this.buffer = new byte[Math.toIntExact(payload(dimensions, type) / dimensions[0])];
    }

    /**
     * @param where the file, for messages
     * @param dimensions N first
     * @param in stands at the first sample
     * @param available the most bytes that {@code in} can hold
     * @throws CorruptFileException if the header promises more
     * @throws BadInputException if there are no samples, or they need more memory than there is
     */
    static ArrayStream of(String where, ElementType type, long[] dimensions, InputStream in, long available) {
        if (dimensions.length > MAX_DIMENSIONS) {
            throw new BadInputException("%s: an array of %d dimensions; at most %d are read: reshape it"
                    .formatted(where, dimensions.length, MAX_DIMENSIONS));
        }
        if (dimensions.length == 0 || Arrays.stream(dimensions).anyMatch(d -> d < 1)) {
            throw new BadInputException(
                    "%s: an array of shape %s holds no samples".formatted(where, Arrays.toString(dimensions)));
        }
        long payload = payload(dimensions, type);
        if (payload > available) {
            throw new CorruptFileException(
                    "%s: its header promises %s = %d bytes, at most %d can be there: fetch it again"
                            .formatted(where, product(dimensions), payload, available));
        }
        long memory = type == ElementType.UINT8 ? payload : payload / type.bytes * Float.BYTES;
        if (dimensions[0] > Integer.MAX_VALUE
                || payload / dimensions[0] > Integer.MAX_VALUE
                || memory > Runtime.getRuntime().maxMemory()) {
            throw new BadInputException("%s: %s values need %d MB, this Java has %d MB: give it more with -Xmx"
                    .formatted(
                            where,
                            product(dimensions),
                            memory >> 20,
                            Runtime.getRuntime().maxMemory() >> 20));
        }
        return new ArrayStream(where, type, dimensions, in);
    }

    String where() {
        return where;
    }

    ElementType type() {
        return type;
    }

    /** N. */
    int count() {
        return (int) dimensions[0];
    }

    /**
     * What a sample looks like: the dimensions after N.
     *
     * @param use what the samples are
     */
    SampleLayout layout(ArrayUse use) {
        return SampleLayout.of(where, Arrays.copyOfRange(dimensions, 1, dimensions.length), use);
    }

    /** The next sample of bytes; the array is used again for the one after. */
    byte[] nextBytes() {
        try {
            int got = in.readNBytes(buffer, 0, buffer.length);
            if (got < buffer.length) {
                throw truncated(got, "the file ends");
            }
        } catch (IOException e) {
            throw truncated(0, "it cannot be unpacked further");
        }
        rowsRead++;
        return buffer;
    }

    /** The next sample, as floats of any kind. */
    void nextFloats(float[] target) {
        ByteBuffer values = ByteBuffer.wrap(nextBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < target.length; i++) {
            target[i] = type.floatAt(values, i);
        }
    }

    /** All labels of an array [N] or [N, 1] of whole numbers. */
    long[] labels() {
        if (buffer.length != type.bytes) {
            throw new BadInputException(
                    "%s: labels must have shape [N], have %s".formatted(where, product(dimensions)));
        }
        long[] labels = new long[count()];
        for (int row = 0; row < labels.length; row++) {
            ByteBuffer value = ByteBuffer.wrap(nextBytes()).order(ByteOrder.LITTLE_ENDIAN);
            labels[row] = type.longAt(value, 0);
            if (type.isFloat() && type.floatAt(value, 0) != labels[row]) {
                throw new BadInputException("%s: label %d is no whole number".formatted(where, row));
            }
        }
        return labels;
    }

    /** After the last sample: nothing may follow. */
    void requireEnd() {
        try {
            if (in.read() >= 0) {
                throw new CorruptFileException(
                        "%s: more bytes follow than the %d that its header promises: fetch it again"
                                .formatted(where, payload(dimensions, type)));
            }
        } catch (IOException e) {
            throw truncated(0, "its checksum is wrong");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private CorruptFileException truncated(int extra, String how) {
        return new CorruptFileException("%s: its header promises %d bytes (%s), %s after %d: fetch it again"
                .formatted(
                        where, payload(dimensions, type), product(dimensions), how, rowsRead * buffer.length + extra));
    }

    private static String product(long[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }

    /** Long.MAX_VALUE stands for anything larger. */
    private static long payload(long[] dimensions, ElementType type) {
        long bytes = type.bytes;
        for (long dimension : dimensions) {
            bytes = Math.multiplyHigh(bytes, dimension) != 0 || bytes * dimension < 0
                    ? Long.MAX_VALUE
                    : bytes * dimension;
        }
        return bytes;
    }
}

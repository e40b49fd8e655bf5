package io.diabolo.codec.archive;

import io.diabolo.error.CorruptFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads the bytes of a part of an archive, none behind its end. */
final class ByteCursor {

    private static final int MAX_NUMBER_BYTES = 9;

    private final byte[] bytes;
    private int at;

    ByteCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    int at() {
        return at;
    }

    int remaining() {
        return bytes.length - at;
    }

    int u8() {
        require(remaining() > 0, "has a part that ends too early");
        return bytes[at++] & 0xff;
    }

    /** A varint of at most 9 bytes, 0 to 2^63 - 1. */
    long number() {
        long value = 0;
        for (int i = 0; i < MAX_NUMBER_BYTES; i++) {
            int part = u8();
            value |= (long) (part & 0x7f) << (7 * i);
            if (part < 0x80) {
                return value;
            }
        }
        throw new CorruptFileException("The archive has a number of more than 9 bytes: it is damaged.");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint within bounds. */
    int number(String what, int least, int most) {
        long value = number();
        if (value < least || value > most) {
            throw new CorruptFileException("The archive has %s of %d, where %d to %d are allowed: it is damaged."
                    .formatted(what, value, least, most));
        }
        return (int) value;
    }

    byte[] bytes(int count) {
        require(count >= 0 && count <= remaining(), "has a part that ends too early");
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    int i32() {
        return ByteBuffer.wrap(bytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    long i64() {
        return ByteBuffer.wrap(bytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    static void require(boolean held, String broken) {
        if (!held) {
            throw new CorruptFileException("The archive %s: it is damaged.".formatted(broken));
        }
    }
}

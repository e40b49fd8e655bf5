package io.diabolo.codec.archive;

import java.util.Arrays;

/** An archive in memory. */
@SuppressWarnings("ArrayRecordComponent")
record MemoryBytes(byte[] bytes) implements ArchiveBytes {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public byte[] read(long at, int count) {
        if (at < 0 || count < 0 || at + count > bytes.length) {
            throw new AssertionError("a read of %d bytes at %d of %d".formatted(count, at, bytes.length));
        }
        return Arrays.copyOfRange(bytes, (int) at, (int) at + count);
    }
}

package io.diabolo.data;

import io.diabolo.error.CorruptFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** An entry of a zip, whose checksum is looked at where it ends: {@code ZipFile} does not do it. */
final class CheckedEntry extends FilterInputStream {

    private final String where;
    private final CRC32 found;
    private final long expected;

    private CheckedEntry(String where, InputStream in, CRC32 found, long expected) {
        super(new CheckedInputStream(in, found));
        this.where = where;
        this.found = found;
        this.expected = expected;
    }

    /**
     * @param where the entry, for messages
     * @param expected its CRC-32
     */
    static CheckedEntry of(String where, InputStream in, long expected) {
        return new CheckedEntry(where, in, new CRC32(), expected);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        return value < 0 ? atEnd() : value;
    }

    /** @throws CorruptFileException at the end of an entry whose bytes are not those that were packed */
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = super.read(target, from, length);
        return count < 0 ? atEnd() : count;
    }

    private int atEnd() {
        if (found.getValue() != expected) {
            throw new CorruptFileException("%s is damaged: its checksum is wrong; fetch it again".formatted(where));
        }
        return -1;
    }
}

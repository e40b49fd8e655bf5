package io.diabolo.entropy;

import io.diabolo.error.CorruptFileException;
import java.util.Objects;

/**
 * Reads what {@link RansEncoder} wrote. It reads nothing outside its range of bytes, and each call ends after at most 67
 * coded bits. Not for several threads.
 */
public final class RansDecoder implements SymbolReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** The state whose turn it is, and the other. */
    private long state;

    private long other;

    /**
     * Reads a range of an array, which is not copied.
     *
     * @throws CorruptFileException if the range is too short for the two states
     */
    public RansDecoder(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < RansEncoder.MIN_BYTES) {
            throw new CorruptFileException("%d bytes of coded numbers, where %d are the least: the data is cut off."
                    .formatted(length, RansEncoder.MIN_BYTES));
        }
        this.bytes = bytes;
        at = offset;
        end = offset + length;
        state = takeState();
        other = takeState();
    }

    @Override
    public int read(SymbolTable table) {
        int slot = (int) state & (SymbolTable.TOTAL - 1);
        int symbol = table.symbolAt(slot);
        int start = table.start(symbol);
        advance(slot - start, table.start(symbol + 1) - start);
        return symbol < table.count() ? table.first() + symbol : Escape.read(this, table.first(), table.count());
    }

    /**
     * The next bits that have no table.
     *
     * @param count 1 to 16
     * @throws CorruptFileException if the input has ended
     */
    public int readBits(int count) {
        if (count < 1 || count > SymbolTable.PRECISION) {
            throw new IllegalArgumentException("1 to 16 bits, not " + count);
        }
        int slot = (int) state & (SymbolTable.TOTAL - 1);
        int shift = SymbolTable.PRECISION - count;
        advance(slot & ((1 << shift) - 1), 1 << shift);
        return slot >> shift;
    }

    /**
     * Says that everything was read.
     *
     * @throws CorruptFileException if the bytes hold more, or other numbers than were read: damage, or another codec's data
     */
    public void finish() {
        if (at != end || state != RansEncoder.LOWER || other != RansEncoder.LOWER) {
            throw new CorruptFileException("The coded numbers do not end where they should: the data is damaged.");
        }
    }

    private void advance(int offset, int frequency) {
        long next = (state >>> SymbolTable.PRECISION) * frequency + offset;
        if (next < RansEncoder.LOWER) {
            if (at + 2 > end) {
                throw new CorruptFileException("The coded numbers end too early: the data is damaged or cut off.");
            }
            next = next << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at] & 0xff);
            at += 2;
        }
        state = other;
        other = next;
    }

    private long takeState() {
        long value = 0;
        for (int i = 4; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        at += 5;
        return value;
    }
}

package io.diabolo.entropy;

import java.util.Arrays;

/**
 * Asymmetric numeral systems with two interleaved states of 40 bits, tables of 16 bits and words of 16 bits.
 *
 * <p>The decoder must find the first symbol first, and such a coder is a stack; so symbols are collected and coded from the
 * last to the first by {@link #finish}. Symbol i belongs to state i mod 2. With frequency f and start c of its slots, a
 * state x becomes floor(x / f) * 65536 + c + x mod f; before that, if x &ge; f * 2^24, its low 16 bits are moved out, which
 * keeps every state in 2^24 .. 2^40 - 1.
 *
 * <p>The bytes: both states, 5 bytes each, then the words in the order in which the decoder wants them; all little-endian.
 * Not for several threads.
 *
 * @source Duda 2013 (arXiv:1311.2540); Giesen 2014 (arXiv:1402.3392) for the interleaving
 */
public final class RansEncoder implements SymbolWriter {

    /** The least value of a state. */
    static final long LOWER = 1L << 24;

    /** Bytes of the two states: no coded sequence is shorter, be it empty. */
    public static final int MIN_BYTES = 10;

    /** For each symbol, its start in the high and its frequency minus 1 in the low half. */
    private int[] slots = new int[1 << 12];

    private int size;

    @Override
    public void write(SymbolTable table, int value) {
        int symbol = table.symbolOf(value);
        int start = table.start(symbol);
        push(start, table.start(symbol + 1) - start);
        if (symbol == table.count()) {
            Escape.write(this, Escape.rank(value, table.first(), table.count()));
        }
    }

    /**
     * Appends bits that have no table.
     *
     * @param value 0 to 2^count - 1
     * @param count 1 to 16
     */
    public void writeBits(int value, int count) {
        if (count < 1 || count > SymbolTable.PRECISION || value >>> count != 0) {
            throw new IllegalArgumentException(value + " does not have 1 to 16 bits, " + count);
        }
        push(value << (SymbolTable.PRECISION - count), SymbolTable.TOTAL >> count);
    }

    /** The coded bytes of everything written so far; the encoder is empty afterwards. */
    public byte[] finish() {
        byte[] bytes = new byte[MIN_BYTES + 2 * size];
        int at = bytes.length;
        long state = LOWER;
        long other = LOWER;
        for (int i = size - 1; i >= 0; i--) {
            int frequency = (slots[i] & 0xffff) + 1;
            if (state >= (long) frequency << 24) {
                bytes[--at] = (byte) (state >> 8);
                bytes[--at] = (byte) state;
                state >>>= 16;
            }
            long quotient = state / frequency;
            long next = (quotient << SymbolTable.PRECISION) + (slots[i] >>> 16) + (state - quotient * frequency);
            state = other;
            other = next;
        }
        // Symbol 0 was coded last, so its state is the one that just stepped aside.
        at = putState(bytes, at, state);
        at = putState(bytes, at, other);
        size = 0;
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private static int putState(byte[] bytes, int end, long state) {
        for (int i = 1; i <= 5; i++) {
            bytes[end - i] = (byte) (state >> (40 - 8 * i));
        }
        return end - 5;
    }

    private void push(int start, int frequency) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        slots[size++] = start << 16 | (frequency - 1);
    }
}

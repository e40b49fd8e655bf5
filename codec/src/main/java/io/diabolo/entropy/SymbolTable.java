package io.diabolo.entropy;

import io.diabolo.error.CorruptFileException;

/**
 * How likely each whole number of a range is, in 65536ths; a last symbol, the escape, stands for all numbers outside.
 *
 * <p>Symbol i is the number first + i, for 0 &le; i &lt; count; symbol count is the escape. Symbol i owns the slots
 * cumulative[i] &le; slot &lt; cumulative[i + 1] of the 65536; each symbol owns one at least. Immutable.
 */
public final class SymbolTable {

    /** Bits of precision: the frequencies of a table sum to 65536. */
    public static final int PRECISION = 16;

    /** The sum of all frequencies. */
    public static final int TOTAL = 1 << PRECISION;

    /** The largest distance of the first number from 0. */
    public static final int MAX_FIRST = 1 << 20;

    /**
     * The decoder's index has one entry for so many slots. Measured with 64 tables in turn: 65 million symbols a second
     * with 1024 entries a table, which stay in the processor's cache, and 10 million with 65536 entries.
     */
    private static final int BUCKET_BITS = 6;

    private final int first;
    private final int count;
    private final int[] cumulative;
    private final char[] firstSymbolOfBucket;

    private SymbolTable(int first, int[] cumulative) {
        this.first = first;
        this.cumulative = cumulative;
        count = cumulative.length - 2;
        firstSymbolOfBucket = new char[TOTAL >> BUCKET_BITS];
        int symbol = 0;
        for (int bucket = 0; bucket < firstSymbolOfBucket.length; bucket++) {
            while (cumulative[symbol + 1] <= bucket << BUCKET_BITS) {
                symbol++;
            }
            firstSymbolOfBucket[bucket] = (char) symbol;
        }
    }

    /**
     * Reads a row of a weights file: cumulative frequencies from 0, ascending strictly, to 65536; the rest of the row,
     * which makes rows equally long, repeats 65536.
     *
     * @param name what the row is called in the message
     * @param first the number that symbol 0 stands for, -1048576 to 1048576
     * @throws CorruptFileException if the row breaks these rules or has fewer than two symbols
     */
    public static SymbolTable of(String name, int first, int[] row) {
        require(Math.abs((long) first) <= MAX_FIRST, name, "starts at " + first + ", past +-" + MAX_FIRST);
        require(row.length >= 3 && row[0] == 0, name, "must start at 0 and have two symbols");
        int end = 1;
        while (end < row.length && row[end - 1] < TOTAL) {
            require(row[end] > row[end - 1], name, "does not ascend at entry " + end);
            end++;
        }
        require(row[end - 1] == TOTAL && end >= 3, name, "must reach 65536 exactly, with two symbols at least");
        for (int i = end; i < row.length; i++) {
            require(row[i] == TOTAL, name, "goes on after 65536 at entry " + i);
        }
        int[] cumulative = new int[end];
        System.arraycopy(row, 0, cumulative, 0, end);
        return new SymbolTable(first, cumulative);
    }

    /** Symbols, without the escape. */
    public int count() {
        return count;
    }

    /** The number that symbol 0 stands for. */
    public int first() {
        return first;
    }

    /** The count + 2 cumulative frequencies, from 0 to 65536; a copy. */
    public int[] cumulative() {
        return cumulative.clone();
    }

    /** What a number costs, in bits, escape included. */
    public double bits(int value) {
        int symbol = symbolOf(value);
        int frequency = cumulative[symbol + 1] - cumulative[symbol];
        double bits = PRECISION - StrictMath.log(frequency) / StrictMath.log(2);
        return symbol < count ? bits : bits + Escape.bits(Escape.rank(value, first, count));
    }

    /** The symbol of a number: the escape for numbers outside. */
    int symbolOf(int value) {
        int symbol = value - first;
        return symbol >= 0 && symbol < count ? symbol : count;
    }

    int start(int symbol) {
        return cumulative[symbol];
    }

    /** The symbol that owns a slot, 0 to 65535. At most 63 steps, because each symbol owns one slot of the bucket. */
    int symbolAt(int slot) {
        int symbol = firstSymbolOfBucket[slot >> BUCKET_BITS];
        while (cumulative[symbol + 1] <= slot) {
            symbol++;
        }
        return symbol;
    }

    private static void require(boolean held, String name, String broken) {
        if (!held) {
            throw new CorruptFileException("The table %s %s.".formatted(name, broken));
        }
    }
}

package io.diabolo.entropy;

import io.diabolo.error.CorruptFileException;

/**
 * Numbers outside a table: their rank, 0, 1, 2 ... for the nearest above, the nearest below, the second above ..., in an
 * Exp-Golomb code: as many 0 bits as rank + 1 has bits after its first, then rank + 1 in binary.
 */
final class Escape {

    /** The rank of any int has at most 33 bits, for tables may start far from 0. */
    private static final int MAX_PREFIX = 33;

    private Escape() {}

    static long rank(int value, int first, int count) {
        long above = (long) value - first - count;
        return above >= 0 ? 2 * above : 2 * ((long) first - 1 - value) + 1;
    }

    static int bits(long rank) {
        return 2 * (63 - Long.numberOfLeadingZeros(rank + 1)) + 1;
    }

    static void write(RansEncoder out, long rank) {
        int prefix = 63 - Long.numberOfLeadingZeros(rank + 1);
        for (int i = 0; i < prefix; i++) {
            out.writeBits(0, 1);
        }
        for (int i = prefix; i >= 0; i--) {
            out.writeBits((int) ((rank + 1) >>> i) & 1, 1);
        }
    }

    static int read(RansDecoder in, int first, int count) {
        int prefix = 0;
        while (in.readBits(1) == 0) {
            if (++prefix > MAX_PREFIX) {
                throw new CorruptFileException("A coded number has more than 32 bits: the data is damaged.");
            }
        }
        long rank = 1;
        for (int i = 0; i < prefix; i++) {
            rank = rank << 1 | in.readBits(1);
        }
        rank--;
        long value = (rank & 1) == 0 ? first + count + (rank >> 1) : first - 1 - (rank >> 1);
        if (value != (int) value) {
            throw new CorruptFileException("A coded number has more than 32 bits: the data is damaged.");
        }
        return (int) value;
    }
}

package io.diabolo.runtime;

/**
 * {@code a * b + c}, rounded once, with the bits of {@link Math#fma(float, float, float)}, for processors without that
 * instruction: there Java computes it with big decimals, a thousand times slower.
 *
 * <p>The product of two floats is exact in double. The sum is rounded to double and then to float, which differs from one
 * rounding only where the double lies half-way between two floats, or between two subnormal ones. There the sum is rounded to
 * odd first: its last bit says that something was cut off, so that the second rounding goes the right way. Source: S. Boldo and
 * G. Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008.
 */
final class ExactFma {

    /** Bits of a double's significand that a float does not have, and their value half-way. */
    private static final long EXTRA = (1L << 29) - 1;

    private static final long HALF_WAY = 1L << 28;

    private static final int BATCHES = 8;
    private static final int BATCH = 64;
    private static final long SLOW_NANOS = 400;

    private ExactFma() {}

    static float of(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        if ((Double.doubleToRawLongBits(sum) & EXTRA) != HALF_WAY && Math.abs(sum) >= Float.MIN_NORMAL) {
            return (float) sum;
        }
        return (float) roundedToOdd(product, c, sum);
    }

    private static double roundedToOdd(double a, double b, double sum) {
        // Knuth's two-sum: what the sum lost, exactly. Not a number where the sum is infinite or not a number.
        double fromB = sum - a;
        double lost = (a - (sum - fromB)) + (b - fromB);
        long bits = Double.doubleToRawLongBits(sum);
        if (lost == 0 || Double.isNaN(lost) || (bits & 1) == 1) {
            return sum;
        }
        boolean away = lost > 0 == sum > 0;
        return Double.longBitsToDouble(away ? bits + 1 : bits - 1);
    }

    /**
     * Whether {@link Math#fma} is the slow one here. It is timed, as Java does not say; the answer is a matter of speed and
     * never of bits.
     */
    static boolean isNeeded() {
        return Timed.SLOW;
    }

    private static final class Timed {

        static final boolean SLOW = fastestBatch() > BATCH * SLOW_NANOS;

        private static long fastestBatch() {
            long fastest = Long.MAX_VALUE;
            float sum = 0;
            for (int batch = 0; batch < BATCHES; batch++) {
                long start = System.nanoTime();
                for (int i = 0; i < BATCH; i++) {
                    sum = Math.fma(1.1f, sum, 0.3f + i);
                }
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            // The sum is used, so that no compiler leaves the loop out.
            return Float.isNaN(sum) ? Long.MAX_VALUE : fastest;
        }
    }
}

package io.diabolo.jobs;

/** What a message says of memory that ran out. */
public final class JavaHeap {

    private static final int MEBIBYTES_BITS = 20;
    private static final int GIBIBYTE = 1 << 10;
    private static final long LEAST = 4;

    private JavaHeap() {}

    /** What Java may use here, MiB. */
    public static long mebibytes() {
        return Runtime.getRuntime().maxMemory() >> MEBIBYTES_BITS;
    }

    /** What to try instead: twice as much, 4 at least, GiB. */
    public static long moreGibibytes() {
        return Math.max(LEAST, (2 * mebibytes() + GIBIBYTE - 1) / GIBIBYTE);
    }
}

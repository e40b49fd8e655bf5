package io.diabolo.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The scalar kernel for what is small, and the vector kernel, where there is one, from the first large layer on, or when much has been
 * computed: it is slow until the JVM has compiled it. Both give the same bits, so that nobody sees when.
 */
final class PatientKernel implements Kernel {

    /**
     * Multiply-adds of this JVM before it changes. A picture of a quarter of a megapixel takes 8 to be coded and measured, and as long
     * with either kernel; one of 0.9 takes 28, and an eighth less with the vector kernel.
     */
    private static final long WORTH_WARMING = 10_000_000_000L;

    /** A layer with so many promises more of them: the largest of a codec for half a megapixel. */
    private static final long LARGE_LAYER = 1_000_000_000L;

    private static final AtomicLong DONE = new AtomicLong();

    private final Kernel scalar = new ScalarKernel();
    private final AtomicLong done;
    private final long worthWarming;

    PatientKernel() {
        this(DONE, WORTH_WARMING);
    }

    /** @param done what has been computed so far */
    PatientKernel(AtomicLong done, long worthWarming) {
        this.done = done;
        this.worthWarming = worthWarming;
    }

    @Override
    public Kernel before(long products) {
        long counted = products >= LARGE_LAYER ? worthWarming : products;
        return done.addAndGet(counted) < worthWarming ? scalar : Later.VECTOR.orElse(scalar);
    }

    @Override
    public String name() {
        return before(0).name();
    }

    @Override
    public int[] widths(int outputs) {
        return scalar.widths(outputs);
    }

    @Override
    public Panel pack(float[][] rows) {
        return scalar.pack(rows);
    }

    private static final class Later {
        static final Optional<Kernel> VECTOR = Kernel.vector();
    }
}

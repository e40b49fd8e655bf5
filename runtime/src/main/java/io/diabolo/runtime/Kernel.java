package io.diabolo.runtime;

import java.util.Optional;

/**
 * The inner loop of a convolution, in one of three forms that give the same bits: sums over rows of weights, each sum one
 * chain of {@link Math#fma} in the order of the rows.
 *
 * <p>The output channels are divided into panels, whose weights are packed once, when the network is loaded.
 */
public interface Kernel {

    /** Loops that the JVM's compiler turns into vector instructions; for every Java. */
    static Kernel scalar() {
        return new ScalarKernel();
    }

    /** Register tiles on {@code jdk.incubator.vector}; empty where the JVM has not got that module, and cannot load it. */
    static Optional<Kernel> vector() {
        if (!VectorModule.isThere()) {
            return Optional.empty();
        }
        try {
            // By name, because nothing here may refer to classes that the module's absence would leave unresolved.
            Class<?> type = Class.forName("io.diabolo.runtime.VectorKernel");
            return Optional.of((Kernel) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty(); // The API is incubating: a future Java may differ, and the scalar form remains.
        }
    }

    /** For processors without fused multiply-add, where the other two would be a thousand times slower. */
    static Kernel emulated() {
        return new EmulatedKernel();
    }

    /**
     * The vector kernel where the JVM has it and there is enough to do, else the scalar one; the emulated one where the processor
     * has no fma.
     */
    static Kernel fastest() {
        return ExactFma.isNeeded() ? emulated() : new PatientKernel();
    }

    /**
     * Which kernel to compute with.
     *
     * @param products how many multiply-adds come next
     */
    default Kernel before(long products) {
        return this;
    }

    /** For reports: {@code scalar}, or {@code vector} with its width in bits, or that there is no hardware fma. */
    String name();

    /** How {@code outputs} channels are divided into panels; the widths sum to {@code outputs}. */
    int[] widths(int outputs);

    /** Packs {@code rows} [taps][a width of {@link #widths}], which the panel may keep. */
    Panel pack(float[][] rows);

    /** The packed weights of some neighbouring output channels. */
    interface Panel {

        /** Channels as they lie in the sums, padding included. */
        int width();

        /** Adds {@code weights[t][c] * input} to the sum [pixel][c], for t = first, first + 1 ... in this order. */
        void accumulate(Taps taps, float[] sums);
    }

    /**
     * What one call multiplies: pixel p's input to row {@code first + t} is {@code window[start + p * step + t]}.
     *
     * @param pixels a multiple of {@link #PIXELS}
     * @param first the first row of weights
     * @param count the number of rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Taps(float[] window, int start, int step, int pixels, int first, int count) {

        /** Pixels that are computed together. */
        static final int PIXELS = 4;
    }
}

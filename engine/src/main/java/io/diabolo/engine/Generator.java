package io.diabolo.engine;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A source of random numbers with its own state: never the process's global one, so that two trainings side by side
 * draw what each would draw alone. Numbers are drawn on the CPU (and copied to the device), so a seed means the same
 * numbers on every device.
 *
 * <p>Not safe for use by several threads.
 */
public final class Generator implements AutoCloseable {

    private final org.bytedeco.pytorch.Generator handle;
    private boolean closed;

    private Generator(long seed) {
        Engine.start();
        handle = torch.make_generator_cpu(seed);
    }

    public static Generator of(long seed) {
        return new Generator(seed);
    }

    /**
     * The generator of one step of a training: a function of both numbers, so that a training that resumes at a step
     * draws the very numbers that an unbroken one draws there, with no state to save.
     */
    public static Generator ofStep(long seed, long step) {
        return new Generator(mix(mix(seed) + step));
    }

    /**
     * SplitMix64's finaliser: neighbouring inputs give unrelated outputs.
     *
     * @source Steele et al., OOPSLA 2014
     */
    public static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** For a call inside an operation, whose pointer scope frees it. */
    GeneratorOptional nativeOptional() {
        if (closed) {
            throw new EngineException("this generator is closed");
        }
        return new GeneratorOptional(handle);
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            handle.deallocate();
        }
    }
}

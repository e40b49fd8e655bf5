package io.diabolo.engine;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Loads libtorch, once, and sets its threads. Every entry into this package comes through {@link #start()}. */
public final class Engine {

    /** The platforms whose natives the build knows. */
    static final String PLATFORMS = "linux-x86_64, macosx-arm64 and windows-x86_64";

    private Engine() {}

    /**
     * Loads the native library if that has not happened yet.
     *
     * @throws EngineException where no natives exist for this machine
     */
    public static void start() {
        Natives.load();
    }

    /**
     * How many threads this thread's operations use.
     *
     * @param count at least 1; 0 for as many as the machine has processors
     */
    public static void setThreads(int count) {
        if (count < 0) {
            throw new EngineException("threads must be at least 1 (or 0 for all processors), was " + count);
        }
        start();
        torch.set_num_threads(count == 0 ? Runtime.getRuntime().availableProcessors() : count);
    }

    public static int threads() {
        start();
        return torch.get_num_threads();
    }

    /** The version of libtorch and of its binding, for a model's provenance. Loads no native library. */
    public static String version() {
        try {
            return "libtorch " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "libtorch of an unknown version";
        }
    }

    /** Which instructions libtorch's kernels use on this processor, for example {@code AVX512}: others may round otherwise. */
    public static String processor() {
        start();
        try (BytePointer name = torch.get_cpu_capability()) {
            return name.getString();
        }
    }

    /** The holder idiom: the class initialiser runs once, whichever thread comes first. */
    private static final class Natives {

        /** What went wrong, thrown at every start: an exception of a class initialiser would arrive in a wrapping. */
        private static final @Nullable String FAILURE = tryToLoad();

        private static @Nullable String tryToLoad() {
            // Before the first class of the binding: no freeing by the garbage collector, no watching of resident
            // memory (which calls System.gc() and throws OutOfMemoryError), no list of all pointers under one lock.
            System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
            System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            try {
                NativeCache.load(torch.class);
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                return "no libtorch for %s on the class path: Diabolo trains on %s (%s)"
                        .formatted(
                                Loader.getPlatform(),
                                PLATFORMS,
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
            // OpenBLAS's own threads would fight with OpenMP's: ten times slower.
            openblas.blas_set_num_threads(1);
            int processors = Runtime.getRuntime().availableProcessors();
            torch.set_num_threads(processors);
            if (processors > 1) {
                SleepingTeam.start(processors);
            }
            return null;
        }

        static void load() {
            if (FAILURE != null) {
                throw new EngineException(FAILURE);
            }
        }
    }
}

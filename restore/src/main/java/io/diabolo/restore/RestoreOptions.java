package io.diabolo.restore;

import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Workers;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * How a picture is worked on; the result does not depend on it.
 *
 * @param threads 1 to 1024
 * @param tileSide the longest side of a tile's inside, in pixels of the picture that is read; 64 to 65,536. Memory goes with
 *     its square
 * @param progress told the share that is done, above 0 to 1, on the calling thread
 * @param stop asked before each layer of a network; once true, the work ends with a
 *     {@link java.util.concurrent.CancellationException}
 */
public record RestoreOptions(int threads, int tileSide, DoubleConsumer progress, BooleanSupplier stop) {

    private static final int SMALLEST = 64;
    private static final int USUAL = 1024;

    /** Heap that is left to pictures, and what a tile takes of the rest in the shipped networks, in bytes a pixel. */
    private static final long FOR_PICTURES = 500L << 20;

    private static final long BYTES_A_PIXEL = 300;

    public RestoreOptions {
        if (threads < 1 || threads > Workers.MAX_THREADS || tileSide < SMALLEST || tileSide > 1 << 16) {
            throw new BadInputException("threads must be 1 to %d and a tile's side %d to 65536, were %d and %d"
                    .formatted(Workers.MAX_THREADS, SMALLEST, threads, tileSide));
        }
    }

    /** All processors, tiles for the memory that this Java may use, watched by nobody. */
    public static RestoreOptions defaults() {
        int threads = Math.min(Workers.MAX_THREADS, Runtime.getRuntime().availableProcessors());
        double pixels = (double) (Runtime.getRuntime().maxMemory() - FOR_PICTURES) / BYTES_A_PIXEL;
        int side = (int) Math.sqrt(Math.max(0, pixels));
        return new RestoreOptions(
                threads, Math.max(256, Math.min(USUAL, side / SMALLEST * SMALLEST)), share -> {}, () -> false);
    }

    public RestoreOptions withThreads(int count) {
        return new RestoreOptions(count, tileSide, progress, stop);
    }

    public RestoreOptions withTileSide(int side) {
        return new RestoreOptions(threads, side, progress, stop);
    }

    public RestoreOptions withProgress(DoubleConsumer listener) {
        return new RestoreOptions(threads, tileSide, listener, stop);
    }

    public RestoreOptions withStop(BooleanSupplier signal) {
        return new RestoreOptions(threads, tileSide, progress, signal);
    }

    /** The threads of one picture; the caller closes them. */
    Workers workers() {
        return Workers.of(threads).stoppedBy(stop);
    }
}

package io.diabolo.runtime;

import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the rows of an output between them.
 *
 * <p>Rows are handed out as threads become free, so which thread computes a row is open; what the row holds is not,
 * because no task reads what another one writes. The calling thread is one of the threads. Tasks never start tasks.
 */
public final class Workers implements AutoCloseable {

    /** The most threads that anything here computes with: more only take memory, and far more end the process. */
    public static final int MAX_THREADS = 1024;

    private static final long IDLE_SECONDS = 10;

    /** Enough for an even load where another process takes part of a core, few enough to cost nothing. */
    private static final int PARTS_A_THREAD = 4;

    private final int threads;
    private final ExecutorService others;
    private final BooleanSupplier stop;

    private Workers(int threads, ExecutorService others, BooleanSupplier stop) {
        this.threads = threads;
        this.others = others;
        this.stop = stop;
    }

    private static ExecutorService pool(int threads) {
        int count = Math.max(1, threads - 1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "diabolo-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true); // workers that nobody closes leave no threads behind
        return pool;
    }

    /**
     * Workers of this many threads, the caller's among them.
     *
     * @param threads 1 to 1024
     * @throws BadInputException for another number
     */
    public static Workers of(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new BadInputException("threads must be 1 to %d, was %d; correct it".formatted(MAX_THREADS, threads));
        }
        return new Workers(threads, pool(threads), () -> false);
    }

    /**
     * The same threads, for work that may be stopped.
     *
     * @param signal asked before each {@link #run}; once true, that throws a {@link CancellationException}
     */
    public Workers stoppedBy(BooleanSupplier signal) {
        return new Workers(threads, others, signal);
    }

    /** As many threads as this JVM may use processors. */
    public static Workers ofProcessors() {
        return of(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    public int threads() {
        return threads;
    }

    /** Runs {@code task} on parts that cover the rows 0 to {@code rows}, and returns when all are done. */
    public void run(int rows, RowTask task) {
        if (stop.getAsBoolean()) {
            throw new CancellationException("stopped");
        }
        int part = Math.max(1, rows / (threads * PARTS_A_THREAD));
        int parts = (rows + part - 1) / part;
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
                task.run(i * part, Math.min(rows, (i + 1) * part));
            }
        };
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, parts); i++) {
            running.add(others.submit(share));
        }
        Throwable failure = null;
        try {
            share.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        // Also after a failure: nothing may still write to the caller's maps when this returns.
        next.set(parts);
        for (Future<?> other : running) {
            Throwable theirs = await(other);
            failure = failure == null ? theirs : failure;
        }
        if (failure instanceof Error error) {
            throw error; // Whoever ran out of memory, the caller has to know that it is that.
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Ends the threads; a run in progress is finished first. */
    @Override
    public void close() {
        others.shutdown();
    }

    /** @return what the task threw */
    private static @Nullable Throwable await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true; // The rows are needed; whoever interrupted finds the mark when they are done.
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Computes the rows {@code from} (included) to {@code to} (excluded) of an output. */
    @FunctionalInterface
    public interface RowTask {
        void run(int from, int to);
    }
}

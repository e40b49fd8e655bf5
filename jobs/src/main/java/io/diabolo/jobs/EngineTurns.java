package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.runtime.Workers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Deals out the engine's threads: a job waits for its turn, and gets its share of the threads for as long as it runs. */
final class EngineTurns {

    private static final long POLL_MILLIS = 100;

    private final Semaphore turns;
    private final int sideBySide;
    private final int threads;
    private final Supplier<Device> device;

    /**
     * @param threads of all jobs together; 0 for one a processor
     * @param sideBySide how many jobs run at once
     * @param device asked when the first job needs it, with the engine started
     */
    EngineTurns(int threads, int sideBySide, Supplier<Device> device) {
        if (threads < 0 || threads > Workers.MAX_THREADS) {
            throw new BadInputException("--threads must be 1 to %,d (or 0 for all processors), was %,d"
                    .formatted(Workers.MAX_THREADS, threads));
        }
        if (sideBySide < 1) {
            throw new BadInputException("at least one job must run at a time, was " + sideBySide);
        }
        this.threads = threads == 0
                ? Math.min(Workers.MAX_THREADS, Runtime.getRuntime().availableProcessors())
                : threads;
        this.sideBySide = sideBySide;
        this.device = device;
        turns = new Semaphore(sideBySide, true);
    }

    /** Runs a job that takes its share of the threads. */
    <R> R share(BooleanSupplier stop, Function<Device, R> job) {
        return run(1, Math.max(1, threads / sideBySide), stop, job);
    }

    /** Runs a job that deals out all threads by itself. */
    <R> R whole(BooleanSupplier stop, Function<Device, R> job) {
        return run(sideBySide, threads, stop, job);
    }

    /**
     * Runs a job that needs no engine, and so no turn.
     *
     * @param job takes the number of its threads
     */
    <R> R withoutEngine(IntFunction<R> job) {
        return job.apply(Math.max(1, threads / sideBySide));
    }

    /**
     * Runs something of milliseconds on one thread, without a turn: whoever moves a slider does not wait for the end of a
     * training.
     */
    <R> R beside(Function<Device, R> work) {
        Engine.setThreads(1);
        return work.apply(device.get().require());
    }

    private <R> R run(int count, int ownThreads, BooleanSupplier stop, Function<Device, R> job) {
        await(count, stop);
        try {
            Engine.setThreads(ownThreads);
            return job.apply(device.get().require());
        } finally {
            turns.release(count);
        }
    }

    private void await(int count, BooleanSupplier stop) {
        try {
            while (!turns.tryAcquire(count, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException("stopped while it waited for its turn");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while it waited for its turn");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}

package io.diabolo.spark;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * As long as it is open, Spark does not end at once when this process is asked to end (Ctrl-C): workers that train are to make a
 * checkpoint and send it first.
 */
final class LateEnd implements AutoCloseable {

    /** Before all hooks of Spark, which Hadoop runs for it. */
    private static final int FIRST = Integer.MAX_VALUE;

    /** A step, a checkpoint and its way take less; whatever takes longer hangs. */
    private static final int SECONDS = 120;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable hook = this::await;

    private LateEnd() {}

    static LateEnd begin() {
        LateEnd late = new LateEnd();
        try {
            ShutdownHookManager.get().addShutdownHook(late.hook, FIRST, SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException e) {
            // The process is ending: whoever asked for that has a word in the next step.
        }
        return late;
    }

    private void await() {
        try {
            if (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            ShutdownHookManager.get().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs, and finds the latch open.
        }
    }
}

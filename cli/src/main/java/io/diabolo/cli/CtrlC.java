package io.diabolo.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * While open, an interrupt (Ctrl-C, or a polite kill) does not end the process at once: {@link #getAsBoolean} becomes
 * true, and the process ends when this is closed. The JVM then exits with 128 + the signal's number, 130 for Ctrl-C.
 */
final class CtrlC implements BooleanSupplier, AutoCloseable {

    /** A step and a checkpoint take less; whatever takes longer hangs. */
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "ctrl-c");
    private volatile boolean pressed;

    private CtrlC() {}

    static CtrlC watch() {
        CtrlC watch = new CtrlC();
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    @Override
    public boolean getAsBoolean() {
        return pressed;
    }

    private void interrupted() {
        pressed = true;
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!pressed) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The interrupt came between the two lines: the hook runs and finds the latch open.
                pressed = true;
            }
        }
    }
}

package io.diabolo.cli;

import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingResult;
import java.util.List;
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

    private boolean watching;

    private CtrlC() {}

    static CtrlC watch() {
        CtrlC watch = new CtrlC();
        watch.begin();
        return watch;
    }

    /** Watches while a training goes on; before and after, the process ends at once. */
    static CtrlC ofTraining() {
        return new CtrlC();
    }

    private void begin() {
        watching = true;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What begins and ends the watch of {@link #ofTraining}. */
    TrainingListener training() {
        return new TrainingListener() {
            @Override
            public void started(long startStep, long totalSteps, List<String> train, List<String> validation) {
                begin();
            }

            @Override
            public void finished(Trainer trainer, TrainingResult result) {
                if (!pressed) {
                    close();
                }
            }
        };
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
        if (watching && !pressed) {
            watching = false;
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The interrupt came between the two lines: the hook runs and finds the latch open.
                pressed = true;
            }
        }
    }
}

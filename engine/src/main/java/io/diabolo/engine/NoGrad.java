package io.diabolo.engine;

import org.bytedeco.pytorch.AutoGradMode;

/** A stretch of code, on this thread, whose operations are not recorded for {@link Tensor#backward()}. */
public final class NoGrad implements AutoCloseable {

    private final AutoGradMode mode;
    private boolean closed;

    private NoGrad() {
        mode = new AutoGradMode(false);
    }

    public static NoGrad open() {
        Engine.start();
        return new NoGrad();
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            mode.deallocate();
        }
    }
}

package io.diabolo.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Owns tensors and frees them when it closes.
 *
 * <pre>{@code
 * try (TensorScope step = TensorScope.open("train step")) {
 *     Tensor loss = objective.loss(model, example).total();   // belongs to `step`, as all that is created here
 *     step.keep(best);                                        // belongs to the scope around `step` from now on
 * }
 * }</pre>
 *
 * <p>Scopes of {@link #open} nest on the thread that opened them; what is created belongs to the innermost. A scope of
 * {@link #owner} stands outside of that order: it holds what lives as long as an object does (a model's parameters, an
 * optimiser's state), which comes in by {@link #adopt}. Creating a tensor where no scope is open throws.
 */
public final class TensorScope implements AutoCloseable {

    private static final ThreadLocal<Deque<TensorScope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);
    private static final AtomicLong LIVE = new AtomicLong();

    private final String name;
    private final Device device;
    private final @Nullable Thread thread;
    private final List<Tensor> tensors = new ArrayList<>();
    private boolean closed;

    private TensorScope(String name, Device device, @Nullable Thread thread) {
        this.name = name;
        this.device = device;
        this.thread = thread;
    }

    /** Opens a scope inside this thread's innermost one, on the same device (the CPU if it is the first). */
    public static TensorScope open(String name) {
        TensorScope around = OPEN.get().peek();
        return open(name, around == null ? Device.CPU : around.device);
    }

    /** Opens a scope whose new tensors are created on a device. */
    public static TensorScope open(String name, Device device) {
        TensorScope scope = new TensorScope(name, device, Thread.currentThread());
        OPEN.get().push(scope);
        return scope;
    }

    /** A scope for an object that owns tensors; it does not nest, and any thread may close it. */
    public static TensorScope owner(String name) {
        return new TensorScope(name, Device.CPU, null);
    }

    /** How many tensors exist in the process: a test of a loop asserts that it stays flat. */
    public static long liveTensors() {
        return LIVE.get();
    }

    /** Moves a tensor to the scope around this one. */
    public Tensor keep(Tensor tensor) {
        TensorScope around = null;
        boolean found = false;
        for (TensorScope scope : OPEN.get()) {
            if (found) {
                around = scope;
                break;
            }
            found = scope == this;
        }
        if (around == null) {
            throw new EngineException("scope '%s' has no scope around it to keep a tensor in".formatted(name));
        }
        return around.adopt(tensor);
    }

    /** Moves a tensor here from the scope that owns it now. */
    public Tensor adopt(Tensor tensor) {
        checkOpen();
        tensor.checkAlive("adopt");
        tensor.moveTo(this);
        return tensor;
    }

    /** Frees what it owns, and every scope that was opened inside and left open. Closing twice is harmless. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (thread != null) {
            if (thread != Thread.currentThread()) {
                throw new EngineException("scope '%s' belongs to thread '%s'".formatted(name, thread.getName()));
            }
            Deque<TensorScope> open = OPEN.get();
            while (open.peek() != this) {
                open.element().close();
            }
            open.pop();
        }
        closed = true;
        // From the last to the first: a view goes before what it looks at.
        for (int i = tensors.size() - 1; i >= 0; i--) {
            tensors.get(i).free();
        }
        LIVE.addAndGet(-tensors.size());
        tensors.clear();
    }

    static TensorScope innermost(String operation) {
        TensorScope scope = OPEN.get().peek();
        if (scope == null) {
            throw new EngineException(operation + ": no TensorScope is open on this thread; open one around it");
        }
        return scope;
    }

    Device device() {
        return device;
    }

    /** Puts in a tensor that has no owner yet. */
    void attach(Tensor tensor) {
        checkOpen();
        tensors.add(tensor);
        LIVE.incrementAndGet();
    }

    /** Takes out a tensor that gets another owner; it is mostly one of the last that came in. */
    void release(Tensor tensor) {
        for (int i = tensors.size() - 1; i >= 0; i--) {
            if (tensors.get(i) == tensor) {
                tensors.remove(i);
                LIVE.decrementAndGet();
                return;
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new EngineException("scope '%s' is closed".formatted(name));
        }
    }
}

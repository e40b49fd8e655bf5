package io.diabolo.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * The numbers of several float32 tensors one behind the other, in one piece of the processor's memory that a network channel reads and
 * writes without a copy.
 */
public final class FlatFloats implements AutoCloseable {

    /** The most floats that one buffer shows: its bytes are counted by an int. */
    public static final int MOST_SHOWN = Integer.MAX_VALUE / Float.BYTES;

    private final org.bytedeco.pytorch.Tensor memory;
    private final FloatPointer data;
    private final long size;
    private boolean closed;

    /** @param size how many floats, 1 or more; they are zeros */
    public FlatFloats(long size) {
        if (size < 1) {
            throw new EngineException("flat memory has at least 1 float, was asked for " + size);
        }
        Engine.start();
        try {
            memory = torch.zeros(size);
        } catch (RuntimeException e) {
            throw EngineException.of(e);
        }
        data = memory.data_ptr_float();
        this.size = size;
    }

    public long size() {
        return size;
    }

    /** How many numbers tensors have together. */
    public static long elements(List<Tensor> tensors) {
        return tensors.stream().mapToLong(tensor -> tensor.shape().elements()).sum();
    }

    /** Takes the numbers of tensors, in their order; what is behind them stays as it is. */
    public void collect(List<Tensor> tensors) {
        each(tensors, (part, tensor) -> part.copy_(tensor));
    }

    /** Gives the numbers to tensors, in their order. */
    public void spread(List<Tensor> tensors) {
        each(tensors, (part, tensor) -> tensor.copy_(part));
    }

    private void each(List<Tensor> tensors, Move move) {
        requireRange(0, elements(tensors));
        try (NoGrad noGrad = NoGrad.open();
                PointerScope temporaries = new PointerScope()) {
            long first = 0;
            for (Tensor tensor : tensors) {
                long count = tensor.shape().elements();
                move.move(memory.narrow(0, first, count).view(tensor.shape().toArray()), tensor.handle("flat memory"));
                first += count;
            }
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw EngineException.of(e);
        }
    }

    /** Copies floats from elsewhere. */
    public void copy(long first, FlatFloats from, long fromFirst, long count) {
        requireRange(first, count);
        from.requireRange(fromFirst, count);
        try (PointerScope temporaries = new PointerScope()) {
            memory.narrow(0, first, count).copy_(from.memory.narrow(0, fromFirst, count));
        }
    }

    /** Adds floats from elsewhere, one to each: the same addition as {@link Gradients#add}. */
    public void add(long first, FlatFloats from, long fromFirst, long count) {
        requireRange(first, count);
        from.requireRange(fromFirst, count);
        try (PointerScope temporaries = new PointerScope()) {
            memory.narrow(0, first, count).add_(from.memory.narrow(0, fromFirst, count));
        }
    }

    /**
     * The bytes of some of the floats, in the machine's order; what is written there is written into them.
     *
     * @param count at most {@link #MOST_SHOWN}; the buffer is good until this is closed
     */
    public ByteBuffer bytes(long first, int count) {
        requireRange(first, count);
        if (count > MOST_SHOWN) {
            throw new EngineException(
                    "a buffer shows at most %,d floats, was asked for %,d".formatted(MOST_SHOWN, count));
        }
        BytePointer bytes = new BytePointer(data);
        return bytes.position(first * Float.BYTES)
                .limit((first + count) * Float.BYTES)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    private void requireRange(long first, long count) {
        if (closed) {
            throw new EngineException("flat memory was used after it was closed");
        }
        if (first < 0 || count < 0 || first + count > size) {
            throw new EngineException("floats %,d to %,d of %,d".formatted(first, first + count, size));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.close();
        }
    }

    private interface Move {
        void move(org.bytedeco.pytorch.Tensor part, org.bytedeco.pytorch.Tensor tensor);
    }
}

package io.diabolo.nodes;

import io.diabolo.engine.FlatFloats;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What machines that train one model do together. All of them make the same calls in the same order.
 *
 * <p>A sum of R numbers over n machines: each sends every other its n-th of the numbers (all to all), adds those that it got in the
 * order of the ranks, and sends that to all (all gather). Each machine sends and receives 2 R (n-1)/n numbers, as in a ring, and the sum has
 * the same bits on all of them, those of one machine that adds in this order.
 *
 * <p>Not safe for use by several threads.
 *
 * @source Thakur, Rabenseifner and Gropp 2005 (reduce-scatter and all-gather)
 */
public final class Nodes implements AutoCloseable {

    /** Bytes of the longest text that a machine tells. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** Sequence number, wish to stop, how many numbers follow. */
    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES;

    private static final ByteBuffer[] NOTHING = {};

    private final @Nullable Links links;
    private final int rank;
    private final int size;
    private Traffic traffic = new Traffic(0, 0, 0);
    private long sequence;
    private boolean stopWanted;
    private boolean stopAsked;
    private @Nullable FlatFloats flat;
    private @Nullable FlatFloats rows;

    private Nodes(@Nullable Links links, int rank, int size) {
        this.links = links;
        this.rank = rank;
        this.size = size;
    }

    /** One machine, which waits for nobody. */
    public static Nodes alone() {
        return new Nodes(null, 0, 1);
    }

    /**
     * Waits until all machines are there.
     *
     * @throws BadInputException if this machine cannot listen where it should, or is refused: by the others' lists it has no place
     * @throws NodeLostException that names who did not come within the limit
     */
    public static Nodes join(NodePlace place) {
        return new Nodes(Meeting.of(place), place.rank(), place.size());
    }

    /** Which of the machines this is, counted from 0. */
    public int rank() {
        return rank;
    }

    /** How many machines there are. */
    public int size() {
        return size;
    }

    /** Whether this machine has the checkpoint, the model and the say. */
    public boolean isFirst() {
        return rank == 0;
    }

    /**
     * Whether all stop here, the same on all machines: one of them has wished so, and they have spoken to each other since. A machine
     * alone does what it wishes.
     */
    public boolean agreeToStop(boolean wish) {
        stopWanted |= wish;
        return size == 1 ? wish : stopAsked;
    }

    /**
     * What each machine says, in the order of the ranks.
     *
     * @param said as many numbers on each machine
     */
    public List<double[]> tell(double... said) {
        return gather(said, null, 0);
    }

    /**
     * What each machine says, in the order of the ranks.
     *
     * @param said at most a mebibyte
     */
    public List<String> tell(String said) {
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        if (text.length > LONGEST_TEXT) {
            throw new BadInputException(
                    "what nodes tell each other may have %,d bytes, this has %,d: make the model's description shorter"
                            .formatted(LONGEST_TEXT, text.length));
        }
        List<double[]> lengths = tell(text.length);
        byte[][] texts = new byte[size][];
        for (int i = 0; i < size; i++) {
            double length = lengths.get(i)[0];
            if (!(length >= 0 && length <= LONGEST_TEXT)) {
                throw new NodeLostException(
                        "node %d announces a text of %s bytes: is it of another version?".formatted(i + 1, length));
            }
            texts[i] = i == rank ? text : new byte[(int) length];
        }
        exchange(i -> new ByteBuffer[] {ByteBuffer.wrap(text)}, i -> new ByteBuffer[] {ByteBuffer.wrap(texts[i])});
        return Arrays.stream(texts)
                .map(bytesOfText -> new String(bytesOfText, StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Gives every machine the tensors of the first one.
     *
     * @param tensors float32, of the same shapes on each machine
     */
    public void takeFromFirst(List<Tensor> tensors) {
        long elements = size == 1 ? 0 : FlatFloats.elements(tensors);
        if (elements == 0) {
            return;
        }
        int count = showable(elements);
        try (FlatFloats values = new FlatFloats(count)) {
            if (isFirst()) {
                values.collect(tensors);
            }
            exchange(
                    i -> isFirst() ? new ByteBuffer[] {values.bytes(0, count)} : NOTHING,
                    i -> i == 0 ? new ByteBuffer[] {values.bytes(0, count)} : NOTHING);
            if (!isFirst()) {
                values.spread(tensors);
            }
        }
    }

    /**
     * Adds tensors up over all machines, in the order of the ranks.
     *
     * @param tensors float32, of the same shapes on each machine; each gets the sum
     * @param said as many numbers on each machine
     * @return what each machine says, in the order of the ranks
     */
    public List<double[]> sum(List<Tensor> tensors, double... said) {
        long count = size == 1 ? 0 : FlatFloats.elements(tensors);
        if (count == 0) {
            return tell(said);
        }
        int chunk = showable((count + size - 1) / size);
        FlatFloats all = sized(flat, (long) chunk * size);
        FlatFloats others = sized(rows, (long) chunk * size);
        flat = all;
        rows = others;
        all.collect(tensors);
        long begun = System.nanoTime();
        exchange(i -> part(all, i, chunk), i -> part(others, i, chunk));
        long own = (long) rank * chunk;
        others.copy(own, all, own, chunk);
        all.copy(own, others, 0, chunk);
        for (int i = 1; i < size; i++) {
            all.add(own, others, (long) i * chunk, chunk);
        }
        List<double[]> told = gather(said, all, chunk);
        long sent = 2L * (size - 1) * chunk * Float.BYTES;
        traffic = traffic.plus(new Traffic(1, (System.nanoTime() - begun) / 1e9, sent));
        all.spread(tensors);
        return told;
    }

    private static int showable(long count) {
        if (count > FlatFloats.MOST_SHOWN) {
            throw new BadInputException(
                    "nodes send each other pieces of at most %,d numbers, this model needs %,d: use more nodes, or a smaller model"
                            .formatted(FlatFloats.MOST_SHOWN, count));
        }
        return (int) count;
    }

    private static FlatFloats sized(@Nullable FlatFloats memory, long count) {
        if (memory != null && memory.size() == count) {
            return memory;
        }
        if (memory != null) {
            memory.close();
        }
        return new FlatFloats(count);
    }

    private static ByteBuffer[] part(FlatFloats floats, int of, int chunk) {
        return new ByteBuffer[] {floats.bytes((long) of * chunk, chunk)};
    }

    /** What all say, and of a sum also the part that each of them has added up. */
    private List<double[]> gather(double[] said, @Nullable FlatFloats parts, int chunk) {
        if (size == 1) {
            return List.of(said);
        }
        ByteBuffer own = message(said);
        ByteBuffer[] messages = IntStream.range(0, size)
                .mapToObj(i -> i == rank ? own : ByteBuffer.allocate(own.capacity()))
                .toArray(ByteBuffer[]::new);
        exchange(i -> followed(own.duplicate(), parts, rank, chunk), i -> followed(messages[i], parts, i, chunk));
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(read(messages[i].rewind(), i, said.length));
        }
        sequence++;
        return all;
    }

    private static ByteBuffer[] followed(ByteBuffer message, @Nullable FlatFloats parts, int of, int chunk) {
        return parts == null
                ? new ByteBuffer[] {message}
                : new ByteBuffer[] {message, parts.bytes((long) of * chunk, chunk)};
    }

    private ByteBuffer message(double[] said) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + said.length * Double.BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(sequence)
                .putInt(stopWanted ? 1 : 0)
                .putInt(said.length);
        for (double number : said) {
            message.putDouble(number);
        }
        return message.flip();
    }

    private double[] read(ByteBuffer message, int of, int count) {
        boolean same = message.getLong() == sequence;
        stopAsked |= message.getInt() != 0;
        if (!same || message.getInt() != count) {
            throw new NodeLostException(
                    "node %d does something else than this one: is it of another version?".formatted(of + 1));
        }
        double[] numbers = new double[count];
        message.asDoubleBuffer().get(numbers);
        return numbers;
    }

    private void exchange(Buffers out, Buffers in) {
        if (links != null) {
            links.exchange(all(out), all(in));
        }
    }

    private ByteBuffer[][] all(Buffers of) {
        return IntStream.range(0, size)
                .mapToObj(i -> i == rank ? NOTHING : of.of(i))
                .toArray(ByteBuffer[][]::new);
    }

    /** What the sums have cost so far. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        if (links != null) {
            links.close();
        }
        if (flat != null) {
            flat.close();
        }
        if (rows != null) {
            rows.close();
        }
    }

    /** Those of a rank. */
    private interface Buffers {
        ByteBuffer[] of(int rank);
    }

    /**
     * What the sums of this machine have cost.
     *
     * @param sums how many there were
     * @param seconds from handing them over until they were there, which includes waiting for slower machines
     * @param bytes that this machine sent for them
     */
    public record Traffic(long sums, double seconds, long bytes) {

        Traffic plus(Traffic more) {
            return new Traffic(sums + more.sums, seconds + more.seconds, bytes + more.bytes);
        }
    }
}

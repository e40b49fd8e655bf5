package io.diabolo.nodes;

import io.diabolo.error.NodeLostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to each other machine. An exchange sends to all and receives from all at the same time, so that no order of theirs can
 * make them wait for each other.
 */
final class Links implements AutoCloseable {

    private final NodePlace place;
    private final List<@Nullable SocketChannel> channels;
    private final Selector selector;

    /** @param channels one a rank, none for the own; blocking, and this object's from now on */
    Links(NodePlace place, List<@Nullable SocketChannel> channels) throws IOException {
        this.place = place;
        this.channels = channels;
        selector = Selector.open();
        for (int rank = 0; rank < channels.size(); rank++) {
            SocketChannel channel = channels.get(rank);
            if (channel != null) {
                channel.configureBlocking(false);
                channel.register(selector, 0, rank);
            }
        }
    }

    /**
     * Sends and receives, and returns when all of it is done.
     *
     * @param out what goes to each rank, one buffer after the other
     * @param in what is filled from each rank; nothing is read beyond it
     * @throws NodeLostException that names who is gone, or silent for longer than the limit
     */
    void exchange(ByteBuffer[][] out, ByteBuffer[][] in) {
        Set<Integer> waiting = new TreeSet<>();
        for (int rank = 0; rank < channels.size(); rank++) {
            watch(rank, out[rank], in[rank], waiting);
        }
        long last = System.nanoTime();
        while (!waiting.isEmpty()) {
            if (move(out, in, waiting)) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > TimeUnit.SECONDS.toNanos(place.seconds())) {
                throw new NodeLostException("%s has been silent for %,d seconds"
                        .formatted(place.name(waiting.iterator().next()), place.seconds()));
            } else if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new NodeLostException("interrupted while other nodes were waited for");
            }
        }
    }

    /** Asks to be told when a machine can take or give what is left. */
    private void watch(int rank, ByteBuffer[] out, ByteBuffer[] in, Set<Integer> waiting) {
        SocketChannel channel = channels.get(rank);
        if (channel == null) {
            return;
        }
        int interest = (hasRemaining(out) ? SelectionKey.OP_WRITE : 0) | (hasRemaining(in) ? SelectionKey.OP_READ : 0);
        Objects.requireNonNull(channel.keyFor(selector)).interestOps(interest);
        if (interest == 0) {
            waiting.remove(rank);
        } else {
            waiting.add(rank);
        }
    }

    private static boolean hasRemaining(ByteBuffer[] buffers) {
        return Arrays.stream(buffers).anyMatch(ByteBuffer::hasRemaining);
    }

    /** Moves what can be moved now. Returns whether there was anything within a second. */
    private boolean move(ByteBuffer[][] out, ByteBuffer[][] in, Set<Integer> waiting) {
        try {
            if (selector.select(1_000) == 0) {
                return false;
            }
        } catch (IOException e) {
            throw new NodeLostException("the other nodes cannot be waited for: " + e, e);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            int rank = (Integer) key.attachment();
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (key.isReadable() && channel.read(in[rank]) < 0) {
                    throw new NodeLostException(place.name(rank) + " has ended");
                }
                if (key.isWritable()) {
                    channel.write(out[rank]);
                }
            } catch (IOException e) {
                throw new NodeLostException("%s is gone: %s".formatted(place.name(rank), e.getMessage()), e);
            }
            watch(rank, out[rank], in[rank], waiting);
        }
        selector.selectedKeys().clear();
        return true;
    }

    @Override
    public void close() {
        close(channels);
        try {
            selector.close();
        } catch (IOException e) {
            // Nothing was written that could be lost.
        }
    }

    static void close(List<@Nullable SocketChannel> channels) {
        for (SocketChannel channel : channels) {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // The other side sees the end either way.
            }
        }
    }
}

package io.diabolo.nodes;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How the machines find each other.
 *
 * <pre>{@code
 * each other node -> first:  hello = magic, how many nodes it was told of, its rank, the port at which it listens
 * first -> each:             0 and the ports of all, once all are there; or 1 and a sentence that says why it may not join
 * node k -> node j < k:      hello; node j answers 0 and no ports
 * }</pre>
 *
 * Whoever connects and says anything else is not answered. Nothing is encrypted, and nobody proves who they are: the network has to be
 * one whose members are trusted.
 */
final class Meeting {

    /** Changes with what nodes say to each other. */
    private static final long MAGIC = 0x4449_4142_4f4c_4f01L; // "DIABOLO", 1

    private static final int WELCOME = 0;
    private static final int REFUSED = 1;
    /** Whoever connects says hello at once. */
    private static final int HELLO_MILLIS = 5_000;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final NodePlace place;
    private final long deadline;
    private final List<@Nullable SocketChannel> channels;
    /** Where those listen who said hello. */
    private final int[] ports;

    private Meeting(NodePlace place) {
        this.place = place;
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(place.seconds());
        channels = new ArrayList<>(Collections.nCopies(place.size(), null));
        ports = new int[place.size()];
    }

    /**
     * Waits until all are there.
     *
     * @throws BadInputException if this machine cannot listen where it should, or the first one refuses it
     * @throws NodeLostException that names who did not come within the limit
     */
    static Links of(NodePlace place) {
        Meeting meeting = new Meeting(place);
        try (ServerSocketChannel server = meeting.listen()) {
            if (place.leads()) {
                meeting.receive(server, 1);
                meeting.welcomeAll();
            } else {
                meeting.report(server.socket().getLocalPort());
                meeting.receive(server, place.rank() + 1);
            }
            return new Links(place, meeting.channels);
        } catch (IOException e) {
            Links.close(meeting.channels);
            throw new NodeLostException("the nodes cannot meet: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            Links.close(meeting.channels);
            throw e;
        }
    }

    private ServerSocketChannel listen() throws IOException {
        InetSocketAddress address = resolve(place.rank(), place.own().port());
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(address, place.size());
        } catch (IOException e) {
            server.close();
            throw new BadInputException(
                    "%s cannot listen at %s:%d (%s): name an address of this machine, and a port that is free"
                            .formatted(
                                    place.name(place.rank()),
                                    place.own().host(),
                                    place.own().port(),
                                    e.getMessage()),
                    e);
        }
    }

    private InetSocketAddress resolve(int rank, int port) {
        String host = place.addresses().get(rank).host();
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new BadInputException("no machine is known by the name '%s' here".formatted(host), e);
        }
    }

    /** Takes the connections of all from a rank on. */
    private void receive(ServerSocketChannel server, int fromRank) throws IOException {
        while (true) {
            int missing = missing(fromRank);
            if (missing < 0) {
                return;
            }
            server.socket().setSoTimeout(millisLeft(missing));
            Socket socket;
            try {
                socket = server.socket().accept();
            } catch (SocketTimeoutException e) {
                throw late(missing);
            }
            if (!accept(socket, fromRank)) {
                socket.close();
            }
        }
    }

    private int missing(int fromRank) throws IOException {
        for (int rank = fromRank; rank < place.size(); rank++) {
            if (!isThere(rank)) {
                return rank;
            }
        }
        return -1;
    }

    private int millisLeft(int rank) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw late(rank);
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private NodeLostException late(int rank) {
        return new NodeLostException("%s did not come within %,d seconds: start it, with the same list of nodes"
                .formatted(place.name(rank), place.seconds()));
    }

    /** Whether whoever connected is one of those who are waited for. */
    private boolean accept(Socket socket, int fromRank) {
        try {
            socket.setSoTimeout(HELLO_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (in.readLong() != MAGIC) {
                return false;
            }
            int size = in.readInt();
            int rank = in.readInt();
            int port = in.readInt();
            String wrong = size != place.size()
                    ? "it was told of %d nodes, this one of %d".formatted(place.size(), size)
                    : rank < fromRank || rank >= size || port < 0 || port > 0xFFFF
                            ? "it waits for no node with the number %d".formatted(rank + 1)
                            : isThere(rank) ? "a node with the number %d is there already".formatted(rank + 1) : null;
            if (wrong != null) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(REFUSED);
                out.writeUTF(wrong);
                return false;
            }
            ports[rank] = port;
            if (!place.leads()) {
                welcome(socket, new int[0]);
            }
            socket.setSoTimeout(0);
            prepare(socket.getChannel());
            channels.set(rank, socket.getChannel());
            return true;
        } catch (IOException e) {
            return false; // a port scan, or a node that was ended: the right one may still come
        }
    }

    /** Whether a machine has come; to the first machine, whether it has not ended while it waited for the others. */
    private boolean isThere(int rank) throws IOException {
        SocketChannel channel = channels.get(rank);
        if (channel == null || !place.leads()) {
            return channel != null; // those who are not the first may have begun to speak
        }
        channel.configureBlocking(false);
        boolean ended;
        try {
            ended = channel.read(ByteBuffer.allocate(1)) < 0; // who waits for the first machine says nothing
        } catch (IOException e) {
            ended = true;
        }
        if (ended) {
            channel.close();
            channels.set(rank, null);
            return false;
        }
        channel.configureBlocking(true);
        return true;
    }

    private static void welcome(Socket socket, int[] ports) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(WELCOME);
        for (int port : ports) {
            out.writeInt(port);
        }
    }

    private void welcomeAll() throws IOException {
        for (SocketChannel channel : channels) {
            if (channel != null) {
                welcome(channel.socket(), ports);
            }
        }
    }

    /** Tells the first machine that this one is there, learns where the others listen, and connects to those before this one. */
    private void report(int ownPort) throws IOException {
        DataInputStream first = connect(0, place.addresses().get(0).port(), ownPort);
        for (int rank = 0; rank < place.size(); rank++) {
            ports[rank] = first.readInt();
        }
        for (int rank = 1; rank < place.rank(); rank++) {
            connect(rank, ports[rank], ownPort);
        }
    }

    /** Says hello, and returns what follows once this machine is welcome. */
    private DataInputStream connect(int rank, int port, int ownPort) throws IOException {
        SocketChannel channel = reach(rank, port);
        channels.set(rank, channel);
        Socket socket = channel.socket();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(MAGIC);
        out.writeInt(place.size());
        out.writeInt(place.rank());
        out.writeInt(ownPort);
        socket.setSoTimeout(millisLeft(rank));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            if (in.readInt() != WELCOME) {
                throw new BadInputException("%s refuses this one: %s".formatted(place.name(rank), in.readUTF()));
            }
            return in;
        } catch (SocketTimeoutException e) {
            throw new NodeLostException(
                    "not all nodes came within %,d seconds: start the others, with the same list of nodes"
                            .formatted(place.seconds()),
                    e);
        } catch (IOException e) {
            throw new NodeLostException("%s has ended, or is of another version".formatted(place.name(rank)), e);
        }
    }

    /** Tries until the other listens. */
    private SocketChannel reach(int rank, int port) throws IOException {
        InetSocketAddress address = resolve(rank, port);
        while (true) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, millisLeft(rank));
                prepare(channel);
                return channel;
            } catch (IOException e) {
                channel.close();
                millisLeft(rank);
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (RuntimeException e) {
                channel.close();
                throw e;
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new NodeLostException("interrupted while other nodes were waited for");
            }
        }
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
}

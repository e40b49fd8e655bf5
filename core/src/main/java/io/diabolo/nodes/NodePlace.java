package io.diabolo.nodes;

import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The machines of a training, and which of them this one is. Every machine has the same list.
 *
 * @param addresses of all, 2 to 1,024; the first has a port, at which the others report
 * @param rank of this one, counted from 0
 * @param seconds how long the others may be silent, at the start and later: 1 to 86,400
 */
public record NodePlace(List<Address> addresses, int rank, long seconds) {

    /** Where the first machine listens if nothing else is said. */
    public static final int USUAL_PORT = 29_400;

    /** How long others may be silent if nothing else is said. */
    public static final long USUAL_SECONDS = 300;

    private static final long DAY = 86_400;

    private static final int MOST = 1_024;

    /** A host, or an IPv6 address in brackets, with or without a port. */
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%\\w]+]|[^\\s:\\[\\]]+)(?::(\\d{1,5}))?");

    public NodePlace {
        addresses = List.copyOf(addresses);
        if (addresses.size() < 2 || addresses.size() > MOST) {
            throw new BadInputException("a training on several machines has 2 to %,d of them, was given %,d"
                    .formatted(MOST, addresses.size()));
        }
        if (rank < 0 || rank >= addresses.size()) {
            throw new BadInputException("there are %d nodes, so this one's number is from 1 to %d, was %d"
                    .formatted(addresses.size(), addresses.size(), rank + 1));
        }
        if (seconds < 1 || seconds > DAY) {
            throw new BadInputException("other nodes may be silent for 1 second to a day (86,400), was " + seconds);
        }
        if (addresses.get(0).port() == Address.ANY_PORT) {
            throw new BadInputException("the first node needs a port, as the others report there: " + addresses.get(0));
        }
    }

    /**
     * Reads {@code HOST:PORT,HOST,HOST}. A first host without a port has {@link #USUAL_PORT}, others any that is free.
     *
     * @param number of this machine, counted from 1
     * @throws BadInputException that says what is no address
     */
    public static NodePlace parse(String list, int number, long seconds) {
        List<Address> all = Stream.of(list.split(",", -1)).map(Address::parse).toList();
        Address first = all.get(0);
        List<Address> addresses = first.port() == Address.ANY_PORT
                ? Stream.concat(
                                Stream.of(new Address(first.host(), USUAL_PORT)),
                                all.stream().skip(1))
                        .toList()
                : all;
        return new NodePlace(addresses, number - 1, seconds);
    }

    public int size() {
        return addresses.size();
    }

    /** Whether this machine has the checkpoint, the model and the say. */
    public boolean leads() {
        return rank == 0;
    }

    Address own() {
        return addresses.get(rank);
    }

    /** A machine in words: {@code node 2 (host2)}. */
    String name(int of) {
        return "node %d (%s)".formatted(of + 1, addresses.get(of).host());
    }

    /**
     * Where a machine listens.
     *
     * @param port 1 to 65,535, or {@link #ANY_PORT}
     */
    public record Address(String host, int port) {

        /** Whichever is free. */
        public static final int ANY_PORT = 0;

        public Address {
            if (port < 0 || port > 0xFFFF) {
                throw new BadInputException("a port is from 1 to 65,535, that of %s was %d".formatted(host, port));
            }
        }

        static Address parse(String text) {
            Matcher matcher = ADDRESS.matcher(text.strip());
            if (!matcher.matches()) {
                throw new BadInputException(
                        "'%s' is no address of a node: write HOST or HOST:PORT, an IPv6 address in [brackets], joined by commas"
                                .formatted(text));
            }
            String host = matcher.group(1);
            return new Address(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    matcher.group(2) == null ? ANY_PORT : Integer.parseInt(matcher.group(2)));
        }
    }
}

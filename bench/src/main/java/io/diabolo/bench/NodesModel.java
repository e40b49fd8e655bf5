package io.diabolo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a step would take on more machines than were measured: nothing overlaps, so a step is computing, plus the network, plus what the
 * processor has to do with the bytes (copies, the socket, the addition).
 *
 * <pre>{@code
 * all to all, all gather   2 (n-1)/n P b / B + 2 (l + (n-1) m)     what Diabolo does
 * ring                     2 (n-1)/n P b / B + 2 (n-1) l
 * tree, up and down        2 ceil(log2 n) (P b / B + l)
 * }</pre>
 *
 * of n machines, P parameters of b bytes, B bytes a second, the latency l of a message and the cost m of one more message.
 *
 * @param parameters P
 * @param computeSeconds of a machine's share of a step, measured
 * @param secondsPerByte that the processor spends on each byte sent, measured on the loopback
 * @source Thakur, Rabenseifner and Gropp 2005, with the names of the ways
 */
record NodesModel(long parameters, double computeSeconds, double secondsPerByte) {

    /** Of 10 Gbit/s what TCP leaves for the payload. */
    static final double BYTES_PER_SECOND = 0.9 * 10e9 / 8;

    /** From a program to a program over Ethernet and TCP. */
    static final double LATENCY = 50e-6;

    /** One system call and one interrupt. */
    static final double PER_MESSAGE = 5e-6;

    static final String ASSUMPTIONS =
            "assumed: 10 Gbit/s full duplex, of which TCP leaves 90 %, no machine disturbs another; 50 microseconds from program to program, 5 for each further message; nothing overlaps; each machine has 128 samples of a batch; bfloat16 halves the bytes (it is not built in)";

    /** How gradients are added up. */
    enum Way {
        ALL_TO_ALL("all to all"),
        RING("ring"),
        TREE("tree");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /** Bytes that a machine sends in a step. */
    double bytes(Way way, int nodes, int width) {
        double all = (double) parameters * width;
        return way == Way.TREE ? 2 * levels(nodes) * all : 2.0 * (nodes - 1) / nodes * all;
    }

    /** Seconds that the network takes. */
    double networkSeconds(Way way, int nodes, int width) {
        double waits =
                switch (way) {
                    case ALL_TO_ALL -> 2 * (LATENCY + (nodes - 1) * PER_MESSAGE);
                    case RING -> 2 * (nodes - 1) * LATENCY;
                    case TREE -> 2 * levels(nodes) * LATENCY;
                };
        return bytes(way, nodes, width) / BYTES_PER_SECOND + waits;
    }

    double handlingSeconds(Way way, int nodes, int width) {
        return bytes(way, nodes, width) * secondsPerByte;
    }

    /** Samples a second, as a share of what so many machines would do that never wait. */
    double efficiency(Way way, int nodes, int width) {
        return computeSeconds
                / (computeSeconds + networkSeconds(way, nodes, width) + handlingSeconds(way, nodes, width));
    }

    private static int levels(int nodes) {
        return 32 - Integer.numberOfLeadingZeros(nodes - 1);
    }

    TextTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (int nodes : new int[] {4, 16, 64}) {
            for (int width : new int[] {Float.BYTES, Short.BYTES}) {
                for (Way way : Way.values()) {
                    rows.add(List.of(
                            String.valueOf(nodes),
                            way.words,
                            width == Float.BYTES ? "float32" : "bfloat16",
                            millis(computeSeconds),
                            millis(networkSeconds(way, nodes, width)),
                            millis(handlingSeconds(way, nodes, width)),
                            String.format(Locale.ROOT, "%.2f", efficiency(way, nodes, width))));
                }
            }
        }
        return new TextTable(
                List.of("machines", "way", "gradient", "ms computing", "ms network", "ms handling", "efficiency"),
                List.of(false, true, true, false, false, false, false),
                rows);
    }

    static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.2f", 1_000 * seconds);
    }
}

package io.diabolo.nodes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Threads that play machines, each with a connection to the others. */
public final class Machines {

    private static final long LIMIT = 60;

    private Machines() {}

    /** The places of machines on this one, at a port that was free. */
    public static List<NodePlace> places(int count, long seconds) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String list = "127.0.0.1:" + free.getLocalPort() + ",127.0.0.1".repeat(count - 1);
            List<NodePlace> places = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                places.add(NodePlace.parse(list, number, seconds));
            }
            return places;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What each of so many machines gives; the first failure is thrown. */
    public static <T> List<T> run(int count, Function<Nodes, T> work) {
        return run(places(count, LIMIT), place -> {
            try (Nodes nodes = Nodes.join(place)) {
                return work.apply(nodes);
            }
        });
    }

    /** What each gives that is done at a place. */
    static <T> List<T> run(List<NodePlace> places, Function<NodePlace, T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(places.size());
        try {
            List<CompletableFuture<T>> all = places.stream()
                    .map(place -> CompletableFuture.supplyAsync(() -> work.apply(place), threads))
                    .toList();
            List<T> results = new ArrayList<>();
            for (CompletableFuture<T> one : all) {
                results.add(one.join());
            }
            return results;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.diabolo.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on the shares of a task, the operations of each on one thread of the engine: that spares the barrier at the
 * end of every operation.
 *
 * <p>As long as it is open, the operations of the thread that opened it run on one thread as well. A team of one leaves them as
 * they were.
 */
public final class ThreadTeam implements Together, AutoCloseable {

    private final int parts;
    private final @Nullable ExecutorService others;
    private final int threadsBefore = Engine.threads();

    /** @param parts at least 1; the thread that opens the team works on the first share */
    public ThreadTeam(int parts) {
        if (parts < 1) {
            throw new EngineException("a team has at least 1 thread, was asked for " + parts);
        }
        this.parts = parts;
        if (parts == 1) {
            others = null;
            return;
        }
        others = Executors.newFixedThreadPool(parts - 1, task -> {
            Thread thread = new Thread(
                    () -> {
                        Engine.setThreads(1);
                        task.run();
                    },
                    "diabolo-share");
            thread.setDaemon(true);
            return thread;
        });
        Engine.setThreads(1);
    }

    @Override
    public int parts() {
        return parts;
    }

    /**
     * Works on all shares at the same time.
     *
     * @param work takes the number of the share, counted from 0
     * @return the results in the order of the shares
     */
    public <T> List<T> run(IntFunction<T> work) {
        List<CompletableFuture<T>> futures = new ArrayList<>();
        if (others != null) {
            for (int share = 1; share < parts; share++) {
                int number = share;
                futures.add(CompletableFuture.supplyAsync(() -> work.apply(number), others));
            }
        }
        List<T> results = new ArrayList<>();
        try {
            results.add(work.apply(0));
        } finally {
            // Also where this thread failed: nobody may be left working on tensors that are about to be freed.
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                    .exceptionally(failure -> null)
                    .join();
        }
        for (CompletableFuture<T> future : futures) {
            try {
                results.add(future.join());
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        return results;
    }

    @Override
    public void runParts(IntConsumer part) {
        run(number -> {
            part.accept(number);
            return number;
        });
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdown();
            Engine.setThreads(threadsBefore);
        }
    }
}

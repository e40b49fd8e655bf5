package io.diabolo.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does numbered pieces of work on so many threads and gives the results in order. */
record TileThreads(int threads) {

    <T> List<T> each(int first, int end, IntFunction<T> work) {
        List<T> results = new ArrayList<>(end - first);
        if (threads == 1 || end - first == 1) {
            for (int i = first; i < end; i++) {
                results.add(work.apply(i));
            }
            return results;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, end - first));
        try {
            List<Future<T>> futures = new ArrayList<>(end - first);
            for (int i = first; i < end; i++) {
                int number = i;
                futures.add(pool.submit(() -> work.apply(number)));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while coding tiles");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            pool.shutdownNow();
        }
    }
}

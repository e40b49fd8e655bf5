package io.diabolo.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * What executors make of items, in the items' order. Batches of some items for each core are under way, one behind the other, so that no
 * core waits for the slowest of a batch; no more results than theirs are in memory, however many items there are.
 */
final class InOrder<T extends Serializable, R> {

    private static final int TASKS_A_CORE = 2;
    private static final int MOST_ITEMS_A_TASK = 8;

    /** Of pictures, some hundred results are some hundred megabytes. */
    private static final int MOST_ITEMS_A_BATCH = 256;

    private static final int BATCHES_UNDER_WAY = 2;

    private final JavaSparkContext context;
    private final List<T> items;
    private final Function<T, R> work;
    private final Deque<JavaFutureAction<List<R>>> underWay = new ArrayDeque<>();
    private final Deque<R> ready = new ArrayDeque<>();
    private int begun;

    /** @param work one result for each item */
    InOrder(JavaSparkContext context, List<T> items, Function<T, R> work) {
        this.context = context;
        this.items = items;
        this.work = work;
    }

    /**
     * Waits for the next.
     *
     * @throws ExecutionException where the cluster failed
     * @throws NoSuchElementException behind the last
     */
    R next() throws ExecutionException, InterruptedException {
        while (ready.isEmpty()) {
            begin();
            ready.addAll(underWay.remove().get());
            begin();
        }
        return ready.remove();
    }

    private void begin() {
        while (underWay.size() < BATCHES_UNDER_WAY && begun < items.size()) {
            // Asked each time: a cluster's executors come one after the other.
            int tasks = TASKS_A_CORE * context.defaultParallelism();
            int end = Math.min(items.size(), begun + tasks * itemsATask(tasks));
            List<T> batch = new ArrayList<>(items.subList(begun, end));
            underWay.add(context.parallelize(batch, Math.min(tasks, batch.size()))
                    .map(work)
                    .collectAsync());
            begun = end;
        }
    }

    /** Few items are spread over all cores; many small ones do not pay for a task each. */
    private int itemsATask(int tasks) {
        int together = Math.min(items.size() / (2 * tasks), MOST_ITEMS_A_BATCH / tasks);
        return Math.max(1, Math.min(together, MOST_ITEMS_A_TASK));
    }
}

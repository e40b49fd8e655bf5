package io.diabolo.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;

/** Rows of a partition through a model, some at a time: no more of them are in memory, and none is read before it is wanted. */
final class Batched implements Iterator<Row> {

    /** The share of a batch that a row of a table is; a power of two, so that sums are exact. */
    static final double A_ROW = 1.0 / 2_048;

    private final Iterator<Row> source;
    private final Function<List<Row>, List<Row>> work;
    private final Deque<Row> ready = new ArrayDeque<>();
    private final ToDoubleFunction<Row> share;

    /**
     * @param share of a batch that a row is; a batch is full when they reach 1
     * @param work gives a row for each, in their order
     */
    Batched(Iterator<Row> source, ToDoubleFunction<Row> share, Function<List<Row>, List<Row>> work) {
        this.source = source;
        this.share = share;
        this.work = work;
    }

    /** The next rows of a partition of a table. */
    static List<Row> next(Iterator<Row> rows) {
        return next(rows, row -> A_ROW);
    }

    private static List<Row> next(Iterator<Row> rows, ToDoubleFunction<Row> share) {
        List<Row> batch = new ArrayList<>();
        double full = 0;
        while (full < 1 && rows.hasNext()) {
            Row row = rows.next();
            full += share.applyAsDouble(row);
            batch.add(row);
        }
        return batch;
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && source.hasNext()) {
            ready.addAll(work.apply(next(source, share)));
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}

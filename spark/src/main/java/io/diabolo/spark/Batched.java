package io.diabolo.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Rows of a partition through a model, some at a time: no more of them are in memory, and none is read before it is wanted. */
final class Batched implements Iterator<Row> {

    /** Of rows of tables. */
    static final int ROWS = 2_048;

    private final Iterator<Row> source;
    private final Function<List<Row>, List<Row>> work;
    private final Deque<Row> ready = new ArrayDeque<>();
    private final int atOnce;

    /** @param work gives a row for each, in their order */
    Batched(Iterator<Row> source, int atOnce, Function<List<Row>, List<Row>> work) {
        this.source = source;
        this.atOnce = atOnce;
        this.work = work;
    }

    /** The next rows of a partition, at most so many. */
    static List<Row> next(Iterator<Row> rows, int most) {
        List<Row> batch = new ArrayList<>();
        while (batch.size() < most && rows.hasNext()) {
            batch.add(rows.next());
        }
        return batch;
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && source.hasNext()) {
            ready.addAll(work.apply(next(source, atOnce)));
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

package io.diabolo.jobs;

import java.util.ArrayList;
import java.util.List;

/** Closes what comes into use while a job runs, when it ends. */
final class CloseLater implements AutoCloseable {

    private final List<Runnable> later = new ArrayList<>();

    void add(Runnable close) {
        later.add(close);
    }

    @Override
    public void close() {
        later.forEach(Runnable::run);
    }
}

package io.diabolo.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void run_anyNumberOfRowsAndThreads_coversEachRowOnce() {
        for (int threads : new int[] {1, 2, 3, 5}) {
            try (Workers workers = Workers.of(threads)) {
                for (int rows : new int[] {0, 1, 2, 7, 100}) {
                    AtomicIntegerArray visits = new AtomicIntegerArray(rows);
                    workers.run(rows, (from, to) -> {
                        for (int row = from; row < to; row++) {
                            visits.incrementAndGet(row);
                        }
                    });
                    for (int row = 0; row < rows; row++) {
                        assertThat(visits.get(row)).isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void run_taskFails_saysSoAndStaysUsable() {
        try (Workers workers = Workers.of(3)) {
            assertThatThrownBy(() -> workers.run(30, (from, to) -> {
                        throw new IllegalStateException("row " + from);
                    }))
                    .isInstanceOf(IllegalStateException.class);
            workers.run(30, (from, to) -> assertThat(to).isGreaterThan(from));
        }
    }

    @Test
    void run_stopped_beginsNothingMore() {
        AtomicBoolean stop = new AtomicBoolean();
        try (Workers workers = Workers.of(2).stoppedBy(stop::get)) {
            workers.run(8, (from, to) -> stop.set(true));
            assertThatThrownBy(() -> workers.run(8, (from, to) -> stop.set(false)))
                    .isInstanceOf(CancellationException.class);
            assertThat(stop).isTrue();
        }
    }

    @Test
    void run_aWorkerRunsOutOfMemory_isThatErrorAndNotAnother() {
        Thread caller = Thread.currentThread();
        try (Workers workers = Workers.of(2)) {
            CountDownLatch others = new CountDownLatch(1);
            assertThatThrownBy(() -> workers.run(2, (from, to) -> {
                        if (Thread.currentThread() == caller) {
                            await(others);
                        } else {
                            others.countDown();
                            throw new OutOfMemoryError("Java heap space");
                        }
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void run_interruptedCaller_finishesAndKeepsTheMark() {
        try (Workers workers = Workers.of(2)) {
            Thread.currentThread().interrupt();
            AtomicIntegerArray visits = new AtomicIntegerArray(8);
            workers.run(8, (from, to) -> visits.incrementAndGet(from));
            assertThat(Thread.interrupted()).isTrue();
            for (int row = 0; row < 8; row++) {
                assertThat(visits.get(row)).isEqualTo(1);
            }
        }
    }

    @Test
    void of_badNumber_isRefused() {
        assertThatThrownBy(() -> Workers.of(0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Workers.of(1025)).isInstanceOf(BadInputException.class);
    }
}

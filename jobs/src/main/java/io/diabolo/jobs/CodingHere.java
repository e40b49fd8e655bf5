package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.error.DiaboloException;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * In this process, several pictures at once, each on one thread: what cannot be shared out of a picture, such as reading its file and the
 * entropy coder, runs beside that of others. One picture alone has all threads.
 */
final class CodingHere implements PictureCoding, AutoCloseable {

    /** So many items for each thread are begun before they are asked for, at most. */
    private static final int AHEAD = 2;

    /** Heap that coding takes, with reading and measuring: 12 megapixels take less than 700 MB. */
    private static final long BYTES_A_PIXEL = 60;

    private static final int MEGABYTES =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 20);

    private final Codec codec;
    private final int threads;
    private final ExecutorService pool;

    /** Fair, so that small pictures do not keep a large one waiting for ever. */
    private final Semaphore memory = new Semaphore(MEGABYTES, true);

    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param stop asked while pictures are coded; once true, what has been begun ends with a {@link CancellationException} */
    CodingHere(Codec codec, int threads, BooleanSupplier stop) {
        this.codec = codec.withStop(() -> closed.get() || stop.getAsBoolean());
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "diabolo-coding");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T extends Serializable, R extends Serializable> Results<T, R> begin(List<T> items, Work<T, R> work) {
        return threads == 1 || items.size() < 2
                ? PictureCoding.here(codec.withThreads(threads)).begin(items, work)
                : new Begun<>(items, work);
    }

    /** The heap that a picture's coding takes, in bytes; 0 of a file that cannot be read, as the coding will say. */
    static long heap(Path picture) {
        try {
            Size size = PictureFiles.size(picture);
            return BYTES_A_PIXEL * size.width() * size.height();
        } catch (DiaboloException e) {
            return 0;
        }
    }

    /** What has been begun and was not asked for ends; when this returns, it writes no file any more. */
    @Override
    public void close() {
        closed.set(true);
        pool.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Begun<T extends Serializable, R extends Serializable> implements Results<T, R> {

        private final Codec single = codec.withThreads(1);
        private final Work<T, R> work;
        private final Iterator<T> next;
        private final Deque<Running<T, R>> running = new ArrayDeque<>();

        Begun(List<T> items, Work<T, R> work) {
            this.work = work;
            next = items.iterator();
        }

        @Override
        public R of(T item, Consumer<String> notes) {
            Running<T, R> asked;
            do {
                begin();
                asked = running.remove();
            } while (!asked.item.equals(item)); // one that nobody asks for
            begin();
            R result = asked.result();
            asked.notes.forEach(notes);
            return result;
        }

        private void begin() {
            while (next.hasNext() && running.size() < threads * AHEAD) {
                T item = next.next();
                List<String> notes = new ArrayList<>();
                running.add(new Running<>(item, notes, pool.submit(() -> done(item, notes))));
            }
        }

        private R done(T item, List<String> notes) {
            int megabytes = (int) Math.min(MEGABYTES, work.heap(item) >> 20);
            memory.acquireUninterruptibly(megabytes);
            try {
                if (closed.get()) {
                    throw new CancellationException("nobody asks for it any more");
                }
                return work.of(item, single, notes::add);
            } finally {
                memory.release(megabytes);
            }
        }
    }

    /** @param notes of the item, complete when its result is there */
    private record Running<T, R>(T item, List<String> notes, Future<R> future) {

        R result() {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                CancellationException cancelled = new CancellationException("interrupted");
                cancelled.initCause(e);
                throw cancelled;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause(); // work throws no others
            }
        }
    }
}

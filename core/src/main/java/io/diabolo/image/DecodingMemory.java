package io.diabolo.image;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Lets only as many large pictures be decoded at the same time as the heap could hold: each of a folder's may fit alone, and
 * two side by side not. What is done within must not wait for other pictures.
 */
final class DecodingMemory {

    private static final int MEGABYTES =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 20);

    /** Fair, so that small pictures do not keep a large one waiting for ever. */
    private static final Semaphore FREE = new Semaphore(MEGABYTES, true);

    private DecodingMemory() {}

    /** Waits until so many bytes, or the whole heap where that is less, are not taken by others, and does it. */
    static <T> T with(long bytes, Work<T> work) throws IOException {
        int megabytes = (int) Math.min(MEGABYTES, bytes >> 20);
        FREE.acquireUninterruptibly(megabytes);
        try {
            return work.done();
        } finally {
            FREE.release(megabytes);
        }
    }

    /** What takes the memory. */
    interface Work<T> {
        T done() throws IOException;
    }
}

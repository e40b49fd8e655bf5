package io.diabolo.studio;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a few requests compute at once; the others wait, but not for ever. */
final class Computing {

    private final Semaphore turns;
    private final int waitSeconds;

    Computing(Limits limits) {
        turns = new Semaphore(limits.waiting().computing(), true);
        waitSeconds = limits.waiting().seconds();
    }

    <R> R call(Callable<R> work) throws Exception {
        if (!turns.tryAcquire(waitSeconds, TimeUnit.SECONDS)) {
            throw new RequestException(
                    RequestException.BUSY,
                    "the machine has been busy for %d seconds: try again".formatted(waitSeconds));
        }
        try {
            return work.call();
        } finally {
            turns.release();
        }
    }
}

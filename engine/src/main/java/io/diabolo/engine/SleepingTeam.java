package io.diabolo.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes OpenMP's threads give up their processors soon, whatever the environment says.
 *
 * <p>The threads of libgomp spin for milliseconds at every barrier before they sleep. Where another program has one of the
 * processors, a thread spins for one that waits for that processor: a training was seen twenty times slower. libgomp spins
 * shortly once its threads outnumber the processors, so a team of threads that sleeps for ever is enough. The launcher sets
 * {@code GOMP_SPINCOUNT} besides, which must be there before the process begins: in a container with a quota libgomp counts the
 * processors of the machine, which the team does not outnumber.
 *
 * @source libgomp, wait.h: do_spin and gomp_throttled_spin_count_var
 */
final class SleepingTeam {

    /** So many elements that an addition is shared out over threads. */
    private static final long ELEMENTS = 1L << 20;

    private SleepingTeam() {}

    /** @param threads of the team, as many as there are processors; the thread that owns it never ends */
    static void start(int threads) {
        CountDownLatch made = new CountDownLatch(1);
        Thread owner = new Thread(
                () -> {
                    torch.set_num_threads(threads);
                    try (Tensor ones = torch.ones(ELEMENTS);
                            Scalar one = new Scalar(1.0f);
                            Tensor sum = ones.add(one)) {
                        // Its threads exist now.
                    } finally {
                        made.countDown();
                    }
                    while (true) {
                        LockSupport.park();
                    }
                },
                "diabolo-sleeping-team");
        owner.setDaemon(true);
        owner.start();
        try {
            made.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CodingHereTest {

    private static final int THREADS = 3;

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static CodingHere coding() {
        return new CodingHere(Codec.photo(), THREADS, () -> false);
    }

    @Test
    void results_ofSeveralThreads_comeInOrderWithTheirNotes() {
        List<String> notes = new ArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        try (CodingHere coding = coding()) {
            PictureCoding.Results<Integer, Integer> results = coding.begin(items(20), (item, codec, remarks) -> {
                remarks.accept("item " + item);
                if (item == 0) {
                    awaitOrFail(second); // the first one ends after the second one
                } else if (item == 1) {
                    second.countDown();
                }
                return 10 * item;
            });
            for (int item = 0; item < 20; item++) {
                assertThat(notes).hasSize(item);
                assertThat(results.of(item, notes::add)).isEqualTo(10 * item);
                assertThat(notes.get(item)).isEqualTo("item " + item);
            }
        }
    }

    @Test
    void of_anItemWhoseWorkFails_throwsThat_andTheNextOneHasItsResult() {
        try (CodingHere coding = coding()) {
            PictureCoding.Results<Integer, Integer> results = coding.begin(items(4), (item, codec, notes) -> {
                if (item == 1) {
                    throw new BadInputException("no picture");
                }
                if (item == 2) {
                    throw new OutOfMemoryError("none left");
                }
                return item;
            });
            Consumer<String> none = note -> {};
            assertThat(results.of(0, none)).isZero();
            assertThatThrownBy(() -> results.of(1, none))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("no picture");
            assertThatThrownBy(() -> results.of(2, none)).isInstanceOf(OutOfMemoryError.class);
            assertThat(results.of(3, none)).isEqualTo(3);
        }
    }

    @Test
    void of_someItemsOnly_passesTheOthers() {
        try (CodingHere coding = coding()) {
            PictureCoding.Results<Integer, Integer> results = coding.begin(items(30), (item, codec, notes) -> item);
            for (int item : new int[] {4, 5, 29}) {
                assertThat(results.of(item, note -> {})).isEqualTo(item);
            }
        }
    }

    @Test
    void begin_isNotFarAheadOfWhatIsAskedFor() {
        AtomicInteger begun = new AtomicInteger();
        try (CodingHere coding = coding()) {
            PictureCoding.Results<Integer, Integer> results =
                    coding.begin(items(100), (item, codec, notes) -> begun.incrementAndGet());
            results.of(0, note -> {});
        }
        assertThat(begun.get()).isBetween(1, 1 + 2 * THREADS);
    }

    @Test
    void close_whileItemsAreCoded_endsThem() throws InterruptedException {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        CountDownLatch coded = new CountDownLatch(THREADS);
        AtomicInteger cancelled = new AtomicInteger();
        ExecutorService asking = Executors.newSingleThreadExecutor();
        try {
            Future<?> answer;
            try (CodingHere coding = coding()) {
                PictureCoding.Results<Integer, Integer> results = coding.begin(items(10), (item, codec, notes) -> {
                    try {
                        while (true) {
                            codec.compress(picture, Quality.of(2));
                            coded.countDown();
                        }
                    } catch (CancellationException e) {
                        cancelled.incrementAndGet();
                        throw e;
                    }
                });
                answer = asking.submit(() -> results.of(0, note -> {}));
                assertThat(coded.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(cancelled.get()).isEqualTo(THREADS);
            assertThatThrownBy(answer::get).hasCauseInstanceOf(CancellationException.class);
        } finally {
            asking.shutdown();
        }
    }

    @Test
    void begin_itemsThatTakeTheWholeHeap_areDoneOneAfterTheOther() {
        AtomicBoolean busy = new AtomicBoolean();
        try (CodingHere coding = coding()) {
            PictureCoding.Results<Integer, Boolean> results = coding.begin(items(6), new Greedy(busy));
            for (int item : items(6)) {
                assertThat(results.of(item, note -> {})).as("was alone").isTrue();
            }
        }
    }

    @Test
    void heap_growsWithThePicture_andIsNothingOfWhatIsNone(@TempDir Path folder) {
        Path picture = folder.resolve("a.png");
        PictureFiles.write(picture, new Picture(1, 10, 20, new byte[200]));
        assertThat(CodingHere.heap(picture)).isEqualTo(200 * 60);
        assertThat(CodingHere.heap(folder.resolve("b.png"))).isZero();
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Greedy(AtomicBoolean busy) implements PictureCoding.Work<Integer, Boolean> {

        @Override
        public long heap(Integer item) {
            return Long.MAX_VALUE;
        }

        @Override
        public Boolean of(Integer item, Codec codec, Consumer<String> notes) {
            boolean alone = busy.compareAndSet(false, true);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            busy.set(false);
            return alone;
        }
    }
}

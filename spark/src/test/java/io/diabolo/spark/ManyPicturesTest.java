package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Device;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.CompressOutcome;
import io.diabolo.jobs.CompressRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** By hand, as it takes long: {@code -Ddiabolo.spark.pictures=200}. */
@EnabledIfSystemProperty(named = "diabolo.spark.pictures", matches = "[1-9]\\d{1,4}")
class ManyPicturesTest {

    private static final int WIDTH = 768;
    private static final int HEIGHT = 512;

    @TempDir
    Path folder = Path.of("");

    /** The first picture has the executors' start, and the loading of the codec, behind it: what follows is measured too, apart. */
    @Test
    void compress_ofManyPictures_withOneExecutorAndWithTwo_isTimed() throws Exception {
        int pictures = Integer.getInteger("diabolo.spark.pictures", 0);
        for (int i = 0; i < pictures; i++) {
            PictureFiles.write(folder.resolve("in/%05d.png".formatted(i)), SparkFixture.picture(WIDTH, HEIGHT, i));
        }
        System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        try {
            Seconds one = seconds(pictures, 1);
            Seconds two = seconds(pictures, 2);
            System.out.printf(
                    "%d pictures %dx%d, seconds in all / after the first: %s with 1 executor of one core, %s with 2, efficiency %.2f / %.2f%n",
                    pictures, WIDTH, HEIGHT, one, two, one.all / (2 * two.all), one.afterFirst / (2 * two.afterFirst));
        } finally {
            System.clearProperty("spark.executor.extraClassPath");
        }
    }

    private Seconds seconds(int pictures, int workers) throws Exception {
        try (LoopbackCluster cluster =
                new LoopbackCluster(Files.createDirectory(folder.resolve("cluster-" + workers)), workers)) {
            cluster.bindToProcessors();
            CompressRequest request = CompressRequest.of(
                    List.of(folder.resolve("in").toString()),
                    FileOutput.to(Files.createDirectory(folder.resolve("out-" + workers))));
            long start = System.nanoTime();
            AtomicLong first = new AtomicLong();
            CompressOutcome outcome = new Jobs(1, 1, Device.CPU)
                    .compress(
                            request,
                            cluster.master(),
                            JobControl.none().withFiles(file -> first.compareAndSet(0, System.nanoTime())));
            long end = System.nanoTime();
            assertThat(outcome.pictures()).hasSize(pictures);
            return new Seconds((end - start) / 1e9, (end - first.get()) / 1e9);
        }
    }

    private record Seconds(double all, double afterFirst) {

        @Override
        public String toString() {
            return "%.0f / %.0f".formatted(all, afterFirst);
        }
    }
}

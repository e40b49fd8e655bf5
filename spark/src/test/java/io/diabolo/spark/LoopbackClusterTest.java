package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Device;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.CompressOutcome;
import io.diabolo.jobs.CompressRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackClusterTest {

    private static final int ROWS = 60_000;
    private static final int PICTURES = 60;

    @TempDir
    Path folder = Path.of("");

    /** The executors find the classes where this process does; that ./diabolo sends them is seen where the documents' commands run. */
    private static final List<String> SETTINGS = List.of(
            "spark.executor.extraClassPath=" + System.getProperty("java.class.path"),
            "spark.executor.memory=512m",
            "spark.speculation=true",
            "spark.speculation.interval=100ms",
            "spark.speculation.quantile=0.2",
            "spark.speculation.multiplier=1.01");

    @Test
    void detect_whereAWorkerIsKilledAndTasksRunTwice_judgesEachRowOnce() throws IOException, InterruptedException {
        SparkSession session = SparkFixture.session();
        try {
            AnomalyDetectorModel guard = new AnomalyDetectorEstimator()
                    .setFalseAlarms(0.05)
                    .setSteps(50)
                    .fit(SparkFixture.frame(session, SparkFixture.rows(400, 1)));
            guard.files().write(folder.resolve("guard"));
            SparkFixture.frame(session, SparkFixture.rows(ROWS, 2))
                    .withColumn("id", functions.monotonically_increasing_id())
                    .repartition(24)
                    .write()
                    .parquet(folder.resolve("rows.parquet").toString());
        } finally {
            session.stop();
        }
        ClusterOutcome outcome = onClusterWithAKill((master, killer) -> ClusterJobs.installed()
                .detect(
                        new ClusterRequest(
                                master,
                                folder.resolve("guard").toString(),
                                List.of(folder.resolve("rows.parquet").toString()),
                                folder.resolve("scores.parquet").toString(),
                                false),
                        JobControl.none().withProgress(killer)));
        assertThat(outcome.rows()).isEqualTo(ROWS);
        assertThat(outcome.done()).isEqualTo(ROWS);
        requireTheFiguresOfThisMachine(outcome);
    }

    @Test
    void compress_whereAWorkerIsKilledAndTasksRunTwice_writesTheFilesOfThisMachine()
            throws IOException, InterruptedException {
        for (int i = 0; i < PICTURES; i++) {
            PictureFiles.write(folder.resolve("in/%03d.png".formatted(i)), SparkFixture.picture(256, 192, i));
        }
        List<String> inputs = List.of(folder.resolve("in").toString());
        Jobs jobs = new Jobs(1, 1, Device.CPU);
        jobs.compress(CompressRequest.of(inputs, FileOutput.to(folder.resolve("alone"))), JobControl.none());
        CompressOutcome outcome = onClusterWithAKill((master, killer) -> jobs.compress(
                CompressRequest.of(inputs, FileOutput.to(folder.resolve("together"))),
                master,
                JobControl.none().withFiles(file -> killer.accept((double) file.number() / file.count()))));
        assertThat(outcome.pictures()).hasSize(PICTURES);
        assertThat(folder.resolve("together").toFile().list())
                .containsExactlyInAnyOrder(folder.resolve("alone").toFile().list());
        for (CompressOutcome.Compressed picture : outcome.pictures()) {
            Path file = Path.of(picture.file());
            assertThat(file).hasSameBinaryContentAs(folder.resolve("alone").resolve(file.getFileName()));
        }
    }

    /** @param work is given the master, and what kills a worker once it learns that between a tenth and nine tenths are done */
    private <T> T onClusterWithAKill(BiFunction<String, DoubleConsumer, T> work)
            throws IOException, InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        SETTINGS.forEach(setting -> System.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]));
        try (LoopbackCluster cluster = new LoopbackCluster(folder, 2)) {
            return work.apply(cluster.master(), share -> {
                if (share > 0.1 && share < 0.9 && killed.compareAndSet(false, true)) {
                    cluster.killWorker(1);
                }
            });
        } finally {
            SETTINGS.forEach(setting -> System.clearProperty(setting.split("=", 2)[0]));
            assertThat(killed).isTrue();
        }
    }

    private void requireTheFiguresOfThisMachine(ClusterOutcome outcome) {
        SparkSession session = SparkFixture.session();
        try {
            List<Row> judged =
                    session.read().parquet(outcome.out()).orderBy("id").collectAsList();
            List<Row> here = AnomalyDetectorModel.of(folder.resolve("guard"))
                    .transform(session.read()
                            .parquet(folder.resolve("rows.parquet").toString()))
                    .orderBy("id")
                    .collectAsList();
            assertThat(judged).hasSize(ROWS);
            for (int i = 0; i < ROWS; i++) {
                assertThat(judged.get(i).<Long>getAs("id"))
                        .isEqualTo(here.get(i).<Long>getAs("id"));
                assertThat(judged.get(i).<Double>getAs("score"))
                        .isCloseTo(here.get(i).getAs("score"), within(1e-4));
            }
        } finally {
            session.stop();
        }
    }
}

package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackClusterTest {

    private static final int ROWS = 60_000;

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
        ClusterRequest request = new ClusterRequest(
                "",
                folder.resolve("guard").toString(),
                List.of(folder.resolve("rows.parquet").toString()),
                folder.resolve("scores.parquet").toString(),
                false);
        ClusterOutcome outcome = onClusterWithAKill(request);
        assertThat(outcome.rows()).isEqualTo(ROWS);
        assertThat(outcome.done()).isEqualTo(ROWS);
        requireTheFiguresOfThisMachine(outcome);
    }

    private ClusterOutcome onClusterWithAKill(ClusterRequest request) throws IOException, InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        SETTINGS.forEach(setting -> System.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]));
        try (LoopbackCluster cluster = new LoopbackCluster(folder, 2)) {
            JobControl control = JobControl.none().withProgress(share -> {
                if (share > 0.1 && share < 0.9 && killed.compareAndSet(false, true)) {
                    cluster.killWorker(1);
                }
            });
            return ClusterJobs.installed()
                    .detect(
                            new ClusterRequest(
                                    cluster.master(), request.model(), request.inputs(), request.out(), false),
                            control);
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

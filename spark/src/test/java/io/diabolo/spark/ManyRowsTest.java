package io.diabolo.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.randn;
import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** By hand, as it takes long: {@code -Ddiabolo.spark.rows=10000000}. */
@EnabledIfSystemProperty(named = "diabolo.spark.rows", matches = "[1-9]\\d{0,9}")
class ManyRowsTest {

    private static final String EXECUTOR_HEAP = "512m";

    @TempDir
    Path folder = Path.of("");

    /** A heap of half a gigabyte an executor holds none of them: more rows take longer, and no more memory. */
    @Test
    void detect_ofManyRows_withOneExecutorAndWithTwo_isDoneInASmallHeap() throws Exception {
        long rows = Long.getLong("diabolo.spark.rows", 0);
        SparkSession session = SparkFixture.session();
        try {
            new AnomalyDetectorEstimator()
                    .setFalseAlarms(0.05)
                    .fit(SparkFixture.frame(session, SparkFixture.rows(2_000, 1)))
                    .files()
                    .write(folder.resolve("guard"));
            session.range(0, rows, 1, 64)
                    .withColumn("a", randn(1))
                    .withColumn("b", col("a").multiply(2).plus(randn(2).multiply(0.1)))
                    .withColumn("n", expr("cast(id % 5 as int)"))
                    .withColumn("k", expr("if(a < 0, 'low', 'high')"))
                    .write()
                    .parquet(folder.resolve("rows.parquet").toString());
        } finally {
            session.stop();
        }
        System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        System.setProperty("spark.executor.memory", EXECUTOR_HEAP);
        try {
            Pace one = pace(rows, 1);
            Pace two = pace(rows, 2);
            System.out.printf(
                    "%,d rows, -Xmx%s an executor of one core: %s with 1, %s with 2, efficiency %.2f in all, %.2f after the start%n",
                    rows, EXECUTOR_HEAP, one, two, one.seconds / (2 * two.seconds), two.rate / (2 * one.rate));
        } finally {
            System.clearProperty("spark.executor.extraClassPath");
            System.clearProperty("spark.executor.memory");
        }
    }

    private Pace pace(long rows, int workers) throws Exception {
        try (LoopbackCluster cluster =
                new LoopbackCluster(Files.createDirectory(folder.resolve("cluster-" + workers)), workers)) {
            cluster.bindToProcessors();
            AtomicReference<@Nullable Reached> warm = new AtomicReference<>();
            ClusterOutcome outcome = ClusterJobs.installed()
                    .detect(
                            new ClusterRequest(
                                    cluster.master(),
                                    folder.resolve("guard").toString(),
                                    List.of(folder.resolve("rows.parquet").toString()),
                                    folder.resolve("scores-" + workers + ".parquet")
                                            .toString(),
                                    false),
                            JobControl.none().withProgress(share -> {
                                if (share > 0.1) {
                                    warm.compareAndSet(null, new Reached(share, System.nanoTime()));
                                }
                            }));
            assertThat(outcome.done()).isEqualTo(rows);
            Reached start = Objects.requireNonNull(warm.get());
            double seconds = (System.nanoTime() - start.nanos) / 1e9;
            return new Pace(outcome.seconds(), (1 - start.share) * rows / seconds);
        }
    }

    private record Reached(double share, long nanos) {}

    /** @param rate rows a second after the first tenth */
    private record Pace(double seconds, double rate) {

        @Override
        public String toString() {
            return "%.0f s (%,.0f rows/s after the start)".formatted(seconds, rate);
        }
    }
}

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
import org.apache.spark.sql.SparkSession;
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
            double one = seconds(rows, 1);
            double two = seconds(rows, 2);
            System.out.printf(
                    "%,d rows, -Xmx%s an executor of one core: %.0f s with 1, %.0f s with 2, efficiency %.2f%n",
                    rows, EXECUTOR_HEAP, one, two, one / (2 * two));
        } finally {
            System.clearProperty("spark.executor.extraClassPath");
            System.clearProperty("spark.executor.memory");
        }
    }

    private double seconds(long rows, int workers) throws Exception {
        try (LoopbackCluster cluster =
                new LoopbackCluster(Files.createDirectory(folder.resolve("cluster-" + workers)), workers)) {
            ClusterOutcome outcome = ClusterJobs.installed()
                    .detect(
                            new ClusterRequest(
                                    cluster.master(),
                                    folder.resolve("guard").toString(),
                                    List.of(folder.resolve("rows.parquet").toString()),
                                    folder.resolve("scores-" + workers + ".parquet")
                                            .toString(),
                                    false),
                            JobControl.none());
            assertThat(outcome.done()).isEqualTo(rows);
            return outcome.seconds();
        }
    }
}

package io.diabolo.spark;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.PictureCoding;
import io.diabolo.jobs.TrainOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * The commands on a cluster, by the stages of this package. A session of Spark is started for each request and ends with it; a
 * program that has one of its own uses the stages.
 */
public final class SparkJobs implements ClusterJobs {

    private static final String[] COUNTED = {"rows", "refused", "abnormal"};

    /** For {@link java.util.ServiceLoader}. */
    public SparkJobs() {}

    @Override
    public ClusterOutcome detect(ClusterRequest request, JobControl control) {
        return run(request, new StageWork.Detecting(AnomalyDetectorModel.of(Path.of(request.model()))), control);
    }

    @Override
    public ClusterOutcome encode(ClusterRequest request, JobControl control) {
        return run(request, StageWork.Encoding.of(request.model()), control);
    }

    @Override
    public PictureCoding.OnCluster coding(String master, byte[] weights, JobControl control) {
        return new SparkCoding(master, weights, control);
    }

    @Override
    public TrainOutcome train(ClusterTraining request, JobControl control) {
        return SparkTraining.run(request, control);
    }

    private static ClusterOutcome run(ClusterRequest request, StageWork work, JobControl control) {
        return work.takesPictures() ? PictureRows.run(request, work, control) : ofTables(request, work, control);
    }

    private static ClusterOutcome ofTables(ClusterRequest request, StageWork work, JobControl control) {
        List<TableColumn> wanted = work.columns();
        return published(request, control, (session, publishing) -> {
            Counts counts = write(session, request, work, publishing, wanted);
            return new ClusterOutcome(
                    counts.rows,
                    counts.rows - counts.refused,
                    counts.abnormal,
                    work.falseAlarms(),
                    work.numbers(),
                    request.out(),
                    counts.refused == 0 ? null : request.refusedOut(),
                    0);
        });
    }

    /** Does what writes the results, in a session of its own, and moves them into their places. */
    static ClusterOutcome published(
            ClusterRequest request, JobControl control, BiFunction<SparkSession, Publishing, ClusterOutcome> work) {
        try (SparkRun run = SparkRun.start(request.master(), control)) {
            try (Publishing publishing =
                    Publishing.of(request, run.session().sparkContext().hadoopConfiguration())) {
                long start = System.nanoTime();
                ClusterOutcome outcome = work.apply(run.session(), publishing);
                publishing.publish();
                return outcome.in((System.nanoTime() - start) / 1e9);
            } catch (Exception e) { // Scala's methods throw checked exceptions that they do not declare.
                if (control.stop().getAsBoolean() || e instanceof CancellationException) {
                    throw new CancellationException("stopped");
                }
                throw Failures.of(e);
            }
        }
    }

    /**
     * The rows are gone through once; those that were refused, if any, are then looked for again, which takes no model. The numbers
     * come from the tasks whose results count, each once.
     */
    private static Counts write(
            SparkSession session,
            ClusterRequest request,
            StageWork work,
            Publishing publishing,
            List<TableColumn> wanted) {
        Dataset<Row> rows = TableFiles.read(session, request.inputs(), wanted);
        FrameColumns columns = FrameColumns.of(rows.schema(), wanted);
        if (List.of(rows.schema().fieldNames()).contains(AnomalyDetectorModel.ERROR)) {
            throw new BadInputException("the rows have a column '%s', which says of refused rows why: rename it"
                    .formatted(AnomalyDetectorModel.ERROR));
        }
        TableFiles.requireWritable(rows.schema(), request.out());
        Dataset<Row> made = work.transform(spread(rows));
        Observation counted = new Observation("rows");
        Dataset<Row> good = made.observe(
                        counted,
                        count(lit(1)).as(COUNTED[0]),
                        count(when(StageWork.refused(), 1)).as(COUNTED[1]),
                        count(when(work.abnormal(), 1)).as(COUNTED[2]))
                .filter(not(StageWork.refused()));
        TableFiles.write(good.select(work.result(good)), publishing.resultFolder(), request.out());
        Counts counts = Counts.of(counted);
        if (counts.refused > 0) {
            Dataset<Row> refused = RowModel.refused(
                    rows, rows.schema().add(AnomalyDetectorModel.ERROR, DataTypes.StringType), columns);
            TableFiles.write(
                    refused.select(TableFiles.without(refused.schema(), FrameColumns.UNREADABLE)),
                    publishing.refusedFolder(),
                    request.out());
        }
        return counts;
    }

    /** A part for each core at least: one file that cannot be divided would keep one of them busy. */
    private static Dataset<Row> spread(Dataset<Row> rows) {
        int cores = rows.sparkSession().sparkContext().defaultParallelism();
        return cores > 1 && rows.rdd().getNumPartitions() < cores ? rows.repartition(3 * cores) : rows;
    }

    private record Counts(long rows, long refused, long abnormal) {

        static Counts of(Observation counted) {
            try {
                Map<String, Object> numbers = counted.getAsJava();
                return new Counts(
                        (Long) numbers.getOrDefault(COUNTED[0], 0L), (Long) numbers.getOrDefault(COUNTED[1], 0L), (Long)
                                numbers.getOrDefault(COUNTED[2], 0L));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }
}

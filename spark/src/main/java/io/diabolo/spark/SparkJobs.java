package io.diabolo.spark;

import static org.apache.spark.sql.functions.col;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
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

    private static final String CODES = "_codes";
    private static final String[] COUNTED = {"rows", "refused", "abnormal"};

    /** For {@link java.util.ServiceLoader}. */
    public SparkJobs() {}

    @Override
    public ClusterOutcome detect(ClusterRequest request, JobControl control) {
        FolderFiles folder = FolderFiles.read(Path.of(request.model()));
        return PictureModel.DETECTOR.takes(folder)
                ? PictureRows.run(request, PictureModel.DETECTOR, folder, control)
                : run(request, new Detecting(AnomalyDetectorModel.of(folder)), control);
    }

    @Override
    public ClusterOutcome encode(ClusterRequest request, JobControl control) {
        DiaboloEncoder encoder = new DiaboloEncoder().setModel(request.model()).setOutputCol(CODES);
        return PictureModel.ENCODER.takes(encoder.files())
                ? PictureRows.run(request, PictureModel.ENCODER, encoder.files(), control)
                : run(request, new Encoding(encoder, encoder.numbers()), control);
    }

    @Override
    public PictureCoding.OnCluster coding(String master, byte[] weights, JobControl control) {
        return new SparkCoding(master, weights, control);
    }

    @Override
    public TrainOutcome train(ClusterTraining request, JobControl control) {
        return SparkTraining.run(request, control);
    }

    private static ClusterOutcome run(ClusterRequest request, Work work, JobControl control) {
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
            SparkSession session, ClusterRequest request, Work work, Publishing publishing, List<TableColumn> wanted) {
        Dataset<Row> rows = TableFiles.read(session, request.inputs(), wanted);
        FrameColumns columns = FrameColumns.of(rows.schema(), wanted);
        if (List.of(rows.schema().fieldNames()).contains(AnomalyDetectorModel.ERROR)) {
            throw new BadInputException("the rows have a column '%s', which says of refused rows why: rename it"
                    .formatted(AnomalyDetectorModel.ERROR));
        }
        Dataset<Row> made = work.transform(spread(rows));
        Observation counted = new Observation("rows");
        Dataset<Row> good = made.observe(
                        counted,
                        count(lit(1)).as(COUNTED[0]),
                        count(when(work.refused(), 1)).as(COUNTED[1]),
                        count(when(work.abnormal(), 1)).as(COUNTED[2]))
                .filter(not(work.refused()));
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

    /** What is made of rows. */
    private interface Work {

        List<TableColumn> columns();

        Dataset<Row> transform(Dataset<Row> rows);

        /** Whether a row was refused, of what {@link #transform} gives. */
        Column refused();

        Column abnormal();

        /** The columns that are written. */
        Column[] result(Dataset<Row> made);

        double falseAlarms();

        int numbers();
    }

    private record Detecting(AnomalyDetectorModel detector) implements Work {

        @Override
        public List<TableColumn> columns() {
            return detector.columns();
        }

        @Override
        public Dataset<Row> transform(Dataset<Row> rows) {
            return detector.transform(rows);
        }

        @Override
        public Column refused() {
            return col(AnomalyDetectorModel.ERROR).isNotNull();
        }

        @Override
        public Column abnormal() {
            return col(AnomalyDetectorModel.ABNORMAL);
        }

        @Override
        public Column[] result(Dataset<Row> made) {
            return TableFiles.without(made.schema(), AnomalyDetectorModel.ERROR, FrameColumns.UNREADABLE);
        }

        @Override
        public double falseAlarms() {
            return detector.falseAlarms();
        }

        @Override
        public int numbers() {
            return 0;
        }
    }

    private record Encoding(DiaboloEncoder encoder, int numbers) implements Work {

        @Override
        public List<TableColumn> columns() {
            return encoder.columns();
        }

        @Override
        public Dataset<Row> transform(Dataset<Row> rows) {
            return encoder.transform(rows);
        }

        @Override
        public Column refused() {
            return col(CODES).isNull();
        }

        @Override
        public Column abnormal() {
            return lit(false);
        }

        /** A column a number, as files of text have them, and as tools that know no vectors read them. */
        @Override
        public Column[] result(Dataset<Row> made) {
            List<Column> columns =
                    new ArrayList<>(List.of(TableFiles.without(made.schema(), CODES, FrameColumns.UNREADABLE)));
            Column codes = functions.vector_to_array(col(CODES), "float32");
            for (int i = 0; i < numbers; i++) {
                columns.add(codes.getItem(i).as("z" + i));
            }
            return columns.toArray(Column[]::new);
        }

        @Override
        public double falseAlarms() {
            return 0;
        }
    }
}

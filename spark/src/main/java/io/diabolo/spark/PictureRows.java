package io.diabolo.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.ArrayPreprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Codes or verdicts of pictures as a table, a row a picture, with its name. The paths of the pictures are what travels: each machine reads
 * those of its tasks.
 */
final class PictureRows {

    private static final String NAME = "name";

    /** Pictures of a task, which one that is tried again reads again. */
    private static final int MOST_A_TASK = 128;

    /** Of pictures at the model's size that are in a task's memory. */
    private static final int BATCH_BYTES = 1 << 24;

    private static final LoadedOnce<PictureIntake> INTAKES = new LoadedOnce<>(PictureIntake::of);

    private PictureRows() {}

    static ClusterOutcome run(ClusterRequest request, PictureModel model, FolderFiles folder, JobControl control) {
        Map<String, Path> pictures = PictureIntake.named(request.inputs(), control.notes());
        return SparkJobs.published(
                request,
                control,
                (session, publishing) -> write(session, request, model, folder, pictures, publishing));
    }

    /** A picture goes through the network once: what was made of it is kept until the good and the refused are written. */
    private static ClusterOutcome write(
            SparkSession session,
            ClusterRequest request,
            PictureModel model,
            FolderFiles folder,
            Map<String, Path> pictures,
            Publishing publishing) {
        StructType schema = model.added(folder, new StructType().add(NAME, DataTypes.StringType));
        org.apache.spark.sql.Dataset<Row> made = session.createDataFrame(
                        through(JavaSparkContext.fromSparkContext(session.sparkContext()), model, folder, pictures),
                        schema)
                .persist(StorageLevel.MEMORY_AND_DISK());
        Column refused = col(AnomalyDetectorModel.ERROR).isNotNull();
        TableFiles.write(
                made.filter(org.apache.spark.sql.functions.not(refused)).drop(AnomalyDetectorModel.ERROR),
                publishing.resultFolder(),
                request.out());
        Row counts = made.agg(
                        count(when(refused, 1)),
                        count(when(
                                model == PictureModel.DETECTOR ? col(AnomalyDetectorModel.ABNORMAL) : lit(false), 1)))
                .first();
        long bad = counts.getLong(0);
        if (bad > 0) {
            TableFiles.write(
                    made.filter(refused).select(NAME, AnomalyDetectorModel.ERROR),
                    publishing.refusedFolder(),
                    request.out());
        }
        return new ClusterOutcome(
                pictures.size(),
                pictures.size() - bad,
                counts.getLong(1),
                model.falseAlarms(folder),
                model.numbers(folder),
                request.out(),
                bad == 0 ? null : request.refusedOut(),
                0);
    }

    private static JavaRDD<Row> through(
            JavaSparkContext context, PictureModel model, FolderFiles folder, Map<String, Path> pictures) {
        List<Row> named = new ArrayList<>();
        pictures.forEach((name, file) -> named.add(RowFactory.create(name, file.toString())));
        int tasks = Math.max(3 * context.defaultParallelism(), named.size() / MOST_A_TASK);
        Broadcast<FolderFiles> files = context.broadcast(folder);
        return context.parallelize(named, Math.min(tasks, named.size()))
                .mapPartitions(partition -> through(partition, model, files.value()));
    }

    private static Iterator<Row> through(Iterator<Row> pictures, PictureModel model, FolderFiles folder) {
        ArrayPreprocessing preprocessing = model.preprocessing(folder).asArrays();
        PictureIntake intake = INTAKES.of(folder);
        Engine.setThreads(1);
        int together = Math.max(
                1, Math.min(MOST_A_TASK, BATCH_BYTES / preprocessing.shape().elements()));
        return new Batched(pictures, together, batch -> {
            List<Picture> good = new ArrayList<>();
            List<@Nullable String> problems = new ArrayList<>();
            for (Row row : batch) {
                try {
                    good.add(intake.read(Path.of(row.getString(1)), preprocessing));
                    problems.add(null);
                } catch (BadInputException | CorruptFileException e) {
                    problems.add(e.getMessage());
                }
            }
            Iterator<@Nullable Object[]> cells = good.isEmpty()
                    ? List.<@Nullable Object[]>of().iterator()
                    : model.cells(folder, intake.dataset(good)).iterator();
            int width = model.added(folder, new StructType()).size();
            List<Row> result = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                String problem = problems.get(i);
                result.add(row(batch.get(i).getString(0), problem == null ? cells.next() : refused(width, problem)));
            }
            return result;
        });
    }

    private static @Nullable Object[] refused(int width, String problem) {
        @Nullable Object[] cells = new @Nullable Object[width];
        cells[width - 1] = problem;
        return cells;
    }

    private static Row row(String name, @Nullable Object... cells) {
        return Cells.behind(RowFactory.create(name), cells);
    }
}

package io.diabolo.spark;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.diabolo.jobs.ClusterOutcome;
import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.PictureIntake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Codes or verdicts of pictures as a table, a row a picture, with its name. The paths of the pictures are what travels: each machine reads
 * those of its tasks.
 */
final class PictureRows {

    private static final String NAME = "name";
    private static final String PATH = "_path";

    private static final StructType PICTURES =
            new StructType().add(NAME, DataTypes.StringType).add(PATH, DataTypes.StringType);

    /** Pictures of a task, which one that is tried again reads again. */
    private static final int MOST_A_TASK = 128;

    private PictureRows() {}

    static ClusterOutcome run(ClusterRequest request, StageWork work, JobControl control) {
        Map<String, Path> pictures = PictureIntake.named(request.inputs(), control.notes());
        return SparkJobs.published(
                request, control, (session, publishing) -> write(session, request, work, pictures, publishing));
    }

    /** A picture goes through the network once: what was made of it is kept until the good and the refused are written. */
    private static ClusterOutcome write(
            SparkSession session,
            ClusterRequest request,
            StageWork work,
            Map<String, Path> pictures,
            Publishing publishing) {
        Dataset<Row> made =
                work.transform(frame(session, pictures), PATH).drop(PATH).persist(StorageLevel.MEMORY_AND_DISK());
        TableFiles.write(
                made.filter(not(StageWork.refused())).select(work.result(made)),
                publishing.resultFolder(),
                request.out());
        Row counts = made.agg(count(when(StageWork.refused(), 1)), count(when(work.abnormal(), 1)))
                .first();
        long bad = counts.getLong(0);
        if (bad > 0) {
            TableFiles.write(
                    made.filter(StageWork.refused()).select(NAME, AnomalyDetectorModel.ERROR),
                    publishing.refusedFolder(),
                    request.out());
        }
        return new ClusterOutcome(
                pictures.size(),
                pictures.size() - bad,
                counts.getLong(1),
                work.falseAlarms(),
                work.numbers(),
                request.out(),
                bad == 0 ? null : request.refusedOut(),
                0);
    }

    private static Dataset<Row> frame(SparkSession session, Map<String, Path> pictures) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        List<Row> named = new ArrayList<>();
        pictures.forEach((name, file) -> named.add(RowFactory.create(name, file.toString())));
        int tasks = Math.max(3 * context.defaultParallelism(), named.size() / MOST_A_TASK);
        return session.createDataFrame(context.parallelize(named, Math.min(tasks, named.size())), PICTURES);
    }
}

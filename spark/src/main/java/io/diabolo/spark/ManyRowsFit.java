package io.diabolo.spark;

import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Conformal;
import io.diabolo.detect.DetectOptions;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.TablePreprocessing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits a detector to more rows than the driver learns from. How rows are preprocessed follows from all of them; what the driver learns
 * and what carries the promise are two random samples without a row in common. Both are drawn in one pass: a frame whose rows come in
 * another order the next time it is computed does not mix them up.
 *
 * @param learnedRows how many rows the driver learns from
 * @param calibrationRows how many rows, besides those that it holds out of these, carry the promise at most
 */
record ManyRowsFit(DetectOptions options, int learnedRows, int calibrationRows) {

    /** Standard deviations of how many rows a share gives: so many more are drawn than are wanted, and the rest is let go. */
    private static final double SAFETY = 5;

    /** @param total how many rows there are, more than are learned from */
    FolderFiles fit(Dataset<Row> rows, long total, TablePreprocessing preprocessing) {
        FrameColumns columns = FrameColumns.of(rows.schema(), preprocessing.tableColumns());
        Samples samples = drawn(rows, total);
        requireEnough(samples);
        try (AnomalyDetector detector =
                AnomalyDetector.fitPart(columns.dataset(samples.learned), preprocessing, options)) {
            JavaSparkContext context =
                    JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
            double[] scores = scores(context, FolderFiles.of(detector::save), columns, samples.others);
            return FolderFiles.of(detector.withCalibration(scores, options.falseAlarms())::save);
        }
    }

    /**
     * Rows that have nothing to do with each other.
     *
     * @param learned what the driver learns from
     * @param others what carries the promise besides those of them that are held out
     */
    record Samples(List<Row> learned, List<Row> others) {}

    /** In a random order that follows from the seed and the frame's partitions. */
    Samples drawn(Dataset<Row> rows, long total) {
        double wanted = (double) learnedRows + calibrationRows;
        double share = (wanted + SAFETY * Math.sqrt(wanted)) / total;
        long seed = options.seed();
        List<Drawn> drawn = new ArrayList<>(rows.javaRDD()
                .mapPartitionsWithIndex((number, part) -> drawn(part, share, seed, number), false)
                .collect());
        drawn.sort(Comparator.comparingDouble(Drawn::place));
        List<Row> order = drawn.stream().map(Drawn::row).toList();
        int learned = Math.min(learnedRows, order.size());
        return new Samples(
                order.subList(0, learned), order.subList(learned, Math.min(order.size(), learned + calibrationRows)));
    }

    private static Iterator<Drawn> drawn(Iterator<Row> rows, double share, long seed, int partition) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + partition);
        List<Drawn> drawn = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            double place = random.nextDouble();
            if (place < share) {
                drawn.add(new Drawn(place, row));
            }
        }
        return drawn.iterator();
    }

    /** @param place uniform in [0, 1) */
    private record Drawn(double place, Row row) implements Serializable {}

    /** Before a training, which takes its time. */
    private void requireEnough(Samples samples) {
        int held = AnomalyDetector.heldOutOf(samples.learned.size()) + samples.others.size();
        int needed = Conformal.needed(options.falseAlarms());
        if (held < needed) {
            throw new BadInputException(
                    "promising %s false alarms takes %,d rows that are not learned from, there are %,d: promise %s or more, or set calibrationRows to more"
                            .formatted(
                                    options.falseAlarms(),
                                    needed,
                                    held,
                                    Math.ceil(1e6 * Conformal.smallest(held)) / 1e6));
        }
    }

    /** What a detector makes of rows, in partitions of their own; one thread a task. */
    static double[] scores(JavaSparkContext context, FolderFiles detector, FrameColumns columns, List<Row> rows) {
        if (rows.isEmpty()) {
            return new double[0];
        }
        Broadcast<FolderFiles> files = context.broadcast(detector);
        JavaRDD<Row> parts = context.parallelize(rows, context.defaultParallelism());
        return parts.mapPartitions(part -> scores(part, files, columns)).collect().stream()
                .mapToDouble(score -> score)
                .toArray();
    }

    private static Iterator<Double> scores(Iterator<Row> rows, Broadcast<FolderFiles> files, FrameColumns columns) {
        AnomalyDetector detector = AnomalyDetectorModel.loaded(files.value());
        Engine.setThreads(1);
        List<Double> scores = new ArrayList<>();
        while (rows.hasNext()) {
            List<Row> batch = Batched.next(rows);
            Arrays.stream(detector.scores(columns.dataset(batch)).ensemble()).forEach(scores::add);
        }
        return scores.iterator();
    }
}

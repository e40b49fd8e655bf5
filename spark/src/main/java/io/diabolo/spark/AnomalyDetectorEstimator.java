package io.diabolo.spark;

import io.diabolo.data.TableDataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.error.BadInputException;
import io.diabolo.table.Table;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Fits a detector of what is abnormal to the rows of a frame, which are normal. The driver learns from up to {@code maxRows} of
 * them, drawn at random with {@code seed}; the detector judges any number.
 *
 * <pre>{@code
 * AnomalyDetectorModel guard = new AnomalyDetectorEstimator().setFalseAlarms(0.01).fit(normal);
 * }</pre>
 */
public final class AnomalyDetectorEstimator extends Estimator<AnomalyDetectorModel> implements DefaultParamsWritable {

    private static final long serialVersionUID = 1;
    private static final int USUAL_ROWS = 200_000;
    private static final int MOST_ROWS = 10_000_000;

    private final String uid;
    private final StringArrayParam inputCols;
    private final DoubleParam falseAlarms;
    private final IntParam maxRows;
    private final LongParam steps;
    private final LongParam seed;

    public AnomalyDetectorEstimator() {
        this("anomalyDetector_" + UUID.randomUUID());
    }

    /** As Spark reads it back. */
    public AnomalyDetectorEstimator(String uid) {
        this.uid = uid; // Parameters ask for it.
        inputCols = new StringArrayParam(this, "inputCols", "columns to learn from; none for all of numbers and text");
        falseAlarms = new DoubleParam(
                this, "falseAlarms", "the promised share of normal rows that count as abnormal, in (0, 1)");
        maxRows = new IntParam(this, "maxRows", "how many rows the driver learns from at most");
        steps = new LongParam(this, "steps", "steps of each training; 0 for what suits the data");
        seed = new LongParam(this, "seed", "of all that is drawn");
        setDefault(inputCols, new String[0]);
        setDefault(falseAlarms, DetectOptions.defaults().falseAlarms());
        setDefault(maxRows, USUAL_ROWS);
        setDefault(steps, 0L);
        setDefault(seed, 0L);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The parameter that {@link #setInputCols} sets. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /** The parameter that {@link #setFalseAlarms} sets. */
    public DoubleParam falseAlarms() {
        return falseAlarms;
    }

    /** The parameter that {@link #setMaxRows} sets. */
    public IntParam maxRows() {
        return maxRows;
    }

    /** The parameter that {@link #setSteps} sets. */
    public LongParam steps() {
        return steps;
    }

    /** The parameter that {@link #setSeed} sets. */
    public LongParam seed() {
        return seed;
    }

    /** Columns to learn from; none for all of numbers and text. */
    public AnomalyDetectorEstimator setInputCols(String... names) {
        set(inputCols, names.clone());
        return this;
    }

    /** The promised share of normal rows that count as abnormal, in (0, 1). */
    public AnomalyDetectorEstimator setFalseAlarms(double rate) {
        DetectOptions.defaults().withFalseAlarms(rate);
        set(falseAlarms, rate);
        return this;
    }

    /** How many rows the driver learns from at most, 100 to 10,000,000. */
    public AnomalyDetectorEstimator setMaxRows(int rows) {
        if (rows < 100 || rows > MOST_ROWS) {
            throw new BadInputException("maxRows must be from 100 to 10,000,000, was " + rows);
        }
        set(maxRows, rows);
        return this;
    }

    /** Steps of each training; 0 for what suits the data. */
    public AnomalyDetectorEstimator setSteps(long count) {
        set(steps, count);
        return this;
    }

    /** Of all that is drawn. */
    public AnomalyDetectorEstimator setSeed(long number) {
        set(seed, number);
        return this;
    }

    private <T> T value(org.apache.spark.ml.param.Param<T> param) {
        return getOrDefault(param);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        FrameColumns.chosen(schema, value(inputCols));
        return schema;
    }

    @Override
    public AnomalyDetectorModel fit(Dataset<?> rows) {
        FrameColumns columns = FrameColumns.chosen(rows.schema(), value(inputCols));
        List<Row> learned = drawn(rows, columns.names());
        DetectOptions options =
                new DetectOptions((double) (Object) value(falseAlarms), 0, 0, 0, (long) (Object) value(steps), (long)
                        (Object) value(seed));
        try (Table table = columns.table(learned);
                AnomalyDetector detector = AnomalyDetector.fit(TableDataset.of(table), options)) {
            return new AnomalyDetectorModel(uid, files(detector)).setParent(this);
        }
    }

    /** Rows in an order that follows from the seed alone where the frame's own does. */
    private List<Row> drawn(Dataset<?> rows, String... names) {
        Dataset<Row> used = rows.toDF()
                .selectExpr(Stream.of(names)
                        .map(name -> "`" + name.replace("`", "``") + "`")
                        .toArray(String[]::new));
        long count = used.count();
        int most = (int) (Object) value(maxRows);
        if (count <= most) {
            return used.collectAsList();
        }
        double share = Math.min(1, 1.1 * most / count + 0.001);
        return used.sample(false, share, (long) (Object) value(seed))
                .limit(most)
                .collectAsList();
    }

    private static FolderFiles files(AnomalyDetector detector) {
        return FolderFiles.inFolder(folder -> {
            detector.save(folder);
            return FolderFiles.read(folder);
        });
    }

    @Override
    public AnomalyDetectorEstimator copy(ParamMap extra) {
        return copyValues(new AnomalyDetectorEstimator(uid), extra);
    }

    /** What reads an estimator that was written by Spark's means. */
    public static MLReader<AnomalyDetectorEstimator> read() {
        return new DefaultParamsReader<>();
    }
}

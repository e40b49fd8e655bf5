package io.diabolo.spark;

import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.error.BadInputException;
import io.diabolo.image.Size;
import io.diabolo.preprocess.Scaling;
import io.diabolo.table.Table;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Fits a detector of what is abnormal to the rows of a frame, which are normal. Up to {@code maxRows} rows are all learned from by the
 * driver, and the detector is that of one machine. Of more rows, the driver learns from so many, drawn at random with {@code seed}; how
 * numbers are scaled and which categories there are follows from all rows; the promise about false alarms is carried by
 * {@code calibrationRows} others, which executors judge, and by those that the driver held out. A frame that comes in the same
 * partitions gives the same detector.
 *
 * <p>Of a frame with bytes of files in a column, as Spark's source {@code binaryFile} gives it, {@code inputCols} names that one alone, and the
 * driver learns from at most {@code maxRows} pictures, drawn at random.
 *
 * <pre>{@code
 * AnomalyDetectorModel guard = new AnomalyDetectorEstimator().setFalseAlarms(0.01).fit(normal);
 * }</pre>
 */
public final class AnomalyDetectorEstimator extends Estimator<AnomalyDetectorModel> implements DefaultParamsWritable {

    private static final long serialVersionUID = 1;
    private static final int USUAL_ROWS = 200_000;
    private static final int MOST_ROWS = 10_000_000;
    private static final int USUAL_CALIBRATION = 50_000;
    private static final int MOST_CALIBRATION = 1_000_000;

    private final String uid;
    private final StringArrayParam inputCols;
    private final DoubleParam falseAlarms;
    private final IntParam maxRows;
    private final IntParam calibrationRows;
    private final Param<String> pictureSize;
    private final LongParam steps;
    private final LongParam seed;

    public AnomalyDetectorEstimator() {
        this("anomalyDetector_" + UUID.randomUUID());
    }

    /** As Spark reads it back. */
    public AnomalyDetectorEstimator(String uid) {
        this.uid = uid; // Parameters ask for it.
        inputCols = new StringArrayParam(
                this,
                "inputCols",
                "columns to learn from; none for all of numbers, text and vectors; the one of pictures");
        falseAlarms = new DoubleParam(
                this, "falseAlarms", "the promised share of normal rows that count as abnormal, in (0, 1)");
        maxRows = new IntParam(this, "maxRows", "how many rows the driver learns from at most");
        calibrationRows = new IntParam(
                this,
                "calibrationRows",
                "how many rows more carry the promise at most, where there are more than maxRows");
        pictureSize = new Param<>(
                this, "pictureSize", "what pictures are brought to, as 96x64; empty where all have the same size");
        steps = new LongParam(this, "steps", "steps of each training; 0 for what suits the data");
        seed = new LongParam(this, "seed", "of all that is drawn");
        setDefault(inputCols, new String[0]);
        setDefault(falseAlarms, DetectOptions.defaults().falseAlarms());
        setDefault(maxRows, USUAL_ROWS);
        setDefault(calibrationRows, USUAL_CALIBRATION);
        setDefault(pictureSize, "");
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

    /** The parameter that {@link #setCalibrationRows} sets. */
    public IntParam calibrationRows() {
        return calibrationRows;
    }

    /** The parameter that {@link #setPictureSize} sets. */
    public Param<String> pictureSize() {
        return pictureSize;
    }

    /** The parameter that {@link #setSteps} sets. */
    public LongParam steps() {
        return steps;
    }

    /** The parameter that {@link #setSeed} sets. */
    public LongParam seed() {
        return seed;
    }

    /** Columns to learn from; none for all of numbers, text, vectors and arrays of numbers. The one of pictures is named alone. */
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

    /**
     * How many rows carry the promise at most besides those that the driver holds out, where there are more than {@code maxRows}: 0 to
     * 1,000,000, 50,000 if not given. A rate of false alarms takes 1 / rate - 1 rows at least.
     */
    public AnomalyDetectorEstimator setCalibrationRows(int rows) {
        if (rows < 0 || rows > MOST_CALIBRATION) {
            throw new BadInputException("calibrationRows must be from 0 to 1,000,000, was " + rows);
        }
        set(calibrationRows, rows);
        return this;
    }

    /** Width and height that pictures are brought to, as {@code 96x64}; not needed where all have the same size. */
    public AnomalyDetectorEstimator setPictureSize(String size) {
        set(pictureSize, Size.parse(size).toString());
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

    private <T> T value(Param<T> param) {
        return getOrDefault(param);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        if (PicturesFit.column(schema, value(inputCols)) == null) {
            FrameColumns.chosen(schema, value(inputCols));
        }
        return schema;
    }

    @Override
    public AnomalyDetectorModel fit(Dataset<?> rows) {
        DetectOptions options =
                new DetectOptions((double) (Object) value(falseAlarms), 0, 0, 0, (long) (Object) value(steps), (long)
                        (Object) value(seed));
        int most = (int) (Object) value(maxRows);
        String pictures = PicturesFit.column(rows.schema(), value(inputCols));
        if (pictures == null) {
            return new AnomalyDetectorModel(uid, fitted(rows.toDF(), options, most)).setParent(this);
        }
        String size = value(pictureSize);
        FolderFiles files = new PicturesFit(options, size.isEmpty() ? null : Size.parse(size), most)
                .fit(rows.toDF().select(TableFiles.column(pictures)));
        return new AnomalyDetectorModel(uid, files).setInputCols(pictures).setParent(this);
    }

    private FolderFiles fitted(Dataset<Row> rows, DetectOptions options, int most) {
        Dataset<Row> used = rows.select(FrameColumns.chosen(rows.schema(), value(inputCols)));
        FrameColumns columns = FrameColumns.ofAll(used);
        FrameStatistics statistics = FrameStatistics.of(used, columns, Scaling.STANDARD);
        statistics.requireUsable();
        return statistics.rows() <= most
                ? fitted(columns, used.collectAsList(), options)
                : new ManyRowsFit(options, most, (int) (Object) value(calibrationRows))
                        .fit(used, statistics.rows(), statistics.preprocessing());
    }

    private static FolderFiles fitted(FrameColumns columns, List<Row> rows, DetectOptions options) {
        try (Table table = columns.table(rows);
                AnomalyDetector detector = AnomalyDetector.fit(columns.learned(table), options)) {
            return FolderFiles.of(detector::save);
        }
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

package io.diabolo.spark;

import io.diabolo.data.TableColumn;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.Finding;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Judges rows of a frame, of a table or a picture each: which are abnormal, how sure that is, and why. It adds the columns {@value #SCORE} (0 is the median of
 * normal rows, 1 about their 90th percentile), {@value #P_VALUE}, {@value #ABNORMAL} (whether the p-value is at most the promised
 * rate of false alarms), {@value #REASON} (what is farthest from what is expected) and {@value #ERROR} (why a row cannot
 * be judged; the other four are null then).
 *
 * <pre>{@code
 * AnomalyDetectorModel guard = AnomalyDetectorModel.of(Path.of("guard"));
 * Dataset<Row> judged = guard.transform(rows);
 * }</pre>
 *
 * <p>The detector travels to the executors with the first task; each JVM loads it once, and each task computes with one thread. Its
 * figures are those of the same rows on one machine.
 */
public final class AnomalyDetectorModel extends Model<AnomalyDetectorModel> implements MLWritable {

    /** Name of the column with the score. */
    public static final String SCORE = "score";

    /** Name of the column with the p-value. */
    public static final String P_VALUE = "p_value";

    /** Name of the column with the verdict. */
    public static final String ABNORMAL = "abnormal";

    /** Name of the column with the strongest reason. */
    public static final String REASON = "reason";

    /** Name of the column that says why a row was not judged. */
    public static final String ERROR = "error";

    private static final long serialVersionUID = 1;
    private static final List<String> ADDED = List.of(SCORE, P_VALUE, ABNORMAL, REASON, ERROR);
    private static final LoadedOnce<AnomalyDetector> LOADED = new LoadedOnce<>(AnomalyDetector::load);

    private final String uid;
    private final FolderFiles detector;
    private final StringArrayParam inputCols;

    AnomalyDetectorModel(String uid, FolderFiles detector) {
        this.uid = uid; // Parameters ask for it.
        this.detector = detector;
        inputCols = InputCols.parameter(this);
        setDefault(inputCols, new String[0]);
    }

    /**
     * The detector of a folder, as {@code ./diabolo detect fit} writes it; the driver reads it at once.
     *
     * @throws BadInputException if the folder holds none
     */
    public static AnomalyDetectorModel of(Path folder) {
        return of(FolderFiles.read(folder));
    }

    static AnomalyDetectorModel of(FolderFiles folder) {
        AnomalyDetectorModel model = new AnomalyDetectorModel("anomalyDetector_" + UUID.randomUUID(), folder);
        if (!model.takesPictures()) {
            model.columns();
        }
        return model;
    }

    /** The parameter that {@link #setInputCols} sets. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /**
     * The column of pictures, bytes of files or their paths as the executors know them, {@code content} if none is named; or the columns of a
     * table in the order of the model's, which are found by their own names if none is named.
     */
    public AnomalyDetectorModel setInputCols(String... names) {
        set(inputCols, names.clone());
        return this;
    }

    /** Whether it judges pictures. */
    boolean takesPictures() {
        return PictureIntake.takesPictures(LOADED.of(detector).preprocessing());
    }

    private FrameInput input(StructType schema) {
        return InputCols.of(schema, LOADED.of(detector).preprocessing(), this::columns, getOrDefault(inputCols));
    }

    /** The detector of this JVM. */
    static AnomalyDetector loaded(FolderFiles files) {
        return LOADED.of(files);
    }

    /** The detector's folder. */
    FolderFiles files() {
        return detector;
    }

    /** The promised share of normal rows that count as abnormal. */
    double falseAlarms() {
        return LOADED.of(detector).options().falseAlarms();
    }

    /** What it takes of a table. */
    List<TableColumn> columns() {
        List<TableColumn> columns = LOADED.of(detector).input().columns();
        if (columns.isEmpty()) {
            throw new BadInputException("this detector judges %s, neither rows of a table nor pictures"
                    .formatted(LOADED.of(detector).input().shape()));
        }
        return columns;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        input(schema);
        return judged(schema);
    }

    /** With the columns of verdicts behind them. */
    private static StructType judged(StructType schema) {
        StructType result = schema;
        for (String name : ADDED) {
            if (List.of(schema.fieldNames()).contains(name)) {
                throw new BadInputException("the frame has a column '%s' already: rename it".formatted(name));
            }
            result = result.add(
                    name,
                    name.equals(REASON) || name.equals(ERROR)
                            ? DataTypes.StringType
                            : name.equals(ABNORMAL) ? DataTypes.BooleanType : DataTypes.DoubleType,
                    true);
        }
        return result;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        return RowModel.transform(rows, transformSchema(rows.schema()), detector, input(rows.schema()), new Judging());
    }

    /** Adds the verdicts. */
    private static final class Judging implements RowModel<AnomalyDetector> {

        private static final long serialVersionUID = 1;

        @Override
        public AnomalyDetector loaded(FolderFiles files) {
            return LOADED.of(files);
        }

        @Override
        public Preprocessing preprocessing(AnomalyDetector model) {
            return model.preprocessing();
        }

        @Override
        public List<@Nullable Object[]> added(AnomalyDetector model, io.diabolo.data.Dataset rows) {
            return model.score(rows).stream().map(AnomalyDetectorModel::cells).toList();
        }

        @Override
        public @Nullable Object[] refused(String problem) {
            return new @Nullable Object[] {null, null, null, null, problem};
        }
    }

    /** What {@link #judged} adds. */
    private static @Nullable Object[] cells(Finding finding) {
        return new @Nullable Object[] {
            finding.score(),
            finding.pValue(),
            finding.abnormal(),
            finding.reasons().isEmpty() ? null : reason(finding.reasons().get(0)),
            null
        };
    }

    private static String reason(Finding.Reason reason) {
        return "%s is %s, expected %s".formatted(reason.where(), reason.value(), reason.expected());
    }

    @Override
    public AnomalyDetectorModel copy(ParamMap extra) {
        return copyValues(new AnomalyDetectorModel(uid, detector), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new Writer(this);
    }

    /** What reads a model that was written by Spark's means. */
    public static MLReader<AnomalyDetectorModel> read() {
        return new Reader();
    }

    /** A model that was written by Spark's means. */
    public static AnomalyDetectorModel load(String path) {
        return read().load(path);
    }

    /** The parameters as Spark has them, and the detector's files as rows. */
    private static final class Writer extends MLWriter {

        private final AnomalyDetectorModel model;

        Writer(AnomalyDetectorModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession(), Option.empty(), Option.empty());
            List<Row> rows = new ArrayList<>();
            model.detector.files().forEach((name, content) -> rows.add(RowFactory.create(name, content)));
            sparkSession()
                    .createDataFrame(
                            rows,
                            new StructType().add("name", DataTypes.StringType).add("content", DataTypes.BinaryType))
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.ErrorIfExists)
                    .parquet(path + "/detector");
        }
    }

    /** The counterpart of the writer. */
    private static final class Reader extends MLReader<AnomalyDetectorModel> {

        @Override
        public AnomalyDetectorModel load(String path) {
            DefaultParamsReader.Metadata metadata = DefaultParamsReader$.MODULE$.loadMetadata(
                    path, sparkSession(), AnomalyDetectorModel.class.getName());
            Map<String, byte[]> files = new HashMap<>();
            for (Row row : sparkSession().read().parquet(path + "/detector").collectAsList()) {
                files.put(row.getString(0), row.getAs(1));
            }
            AnomalyDetectorModel model = new AnomalyDetectorModel(metadata.uid(), FolderFiles.of(files));
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }
    }
}

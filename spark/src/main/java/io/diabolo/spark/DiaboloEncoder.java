package io.diabolo.spark;

import io.diabolo.data.Codes;
import io.diabolo.data.TableColumn;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Adds a vector column with the code of each row, by a model of tables or of pictures. A row that cannot be encoded has null there.
 *
 * <pre>{@code
 * Transformer codes = new DiaboloEncoder().setModel("my-model").setOutputCol("codes");
 * }</pre>
 *
 * <p>The driver reads the model's folder when a frame is transformed; it travels to the executors with the first task.
 */
public final class DiaboloEncoder extends Transformer implements DefaultParamsWritable {

    private static final long serialVersionUID = 1;
    private static final LoadedOnce<TrainedModel> LOADED =
            new LoadedOnce<>(folder -> TrainedModel.load(folder, Device.CPU));

    private final String uid;
    private final Param<String> model;
    private final StringArrayParam inputCols;
    private final Param<String> outputCol;
    private final Param<String> errorCol;

    private transient @Nullable FolderFiles read;

    public DiaboloEncoder() {
        this("diaboloEncoder_" + UUID.randomUUID());
    }

    /** As Spark reads it back. */
    public DiaboloEncoder(String uid) {
        this.uid = uid; // Parameters ask for it.
        model = new Param<>(this, "model", "the folder of a model of tables or pictures");
        inputCols = InputCols.parameter(this);
        outputCol = new Param<>(this, "outputCol", "name of the column of codes");
        errorCol = new Param<>(this, "errorCol", "name of the column that says why a row has no code; empty for none");
        setDefault(inputCols, new String[0]);
        setDefault(outputCol, "codes");
        setDefault(errorCol, "");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The parameter that {@link #setModel} sets. */
    public Param<String> model() {
        return model;
    }

    /** The parameter that {@link #setInputCols} sets. */
    public StringArrayParam inputCols() {
        return inputCols;
    }

    /** The parameter that {@link #setOutputCol} sets. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** The parameter that {@link #setErrorCol} sets. */
    public Param<String> errorCol() {
        return errorCol;
    }

    /** The folder of a model of tables or pictures, which the driver can see. */
    public DiaboloEncoder setModel(String folder) {
        set(model, folder);
        return this;
    }

    /**
     * The column of pictures, bytes of files or their paths as the executors know them, {@code content} if none is named; or the columns of a
     * table in the order of the model's, which are found by their own names if none is named.
     */
    public DiaboloEncoder setInputCols(String... names) {
        set(inputCols, names.clone());
        return this;
    }

    /** Name of the column of codes; {@code codes} if none is given. */
    public DiaboloEncoder setOutputCol(String name) {
        set(outputCol, name);
        return this;
    }

    /** Name of a column that says why a row has no code, and is null where it has one; there is none if none is named. */
    public DiaboloEncoder setErrorCol(String name) {
        set(errorCol, name);
        return this;
    }

    /** The model's folder. */
    private FolderFiles files() {
        if (!isDefined(model)) {
            throw new BadInputException("the encoder has no model: name its folder with setModel");
        }
        FolderFiles files = FolderFiles.of(Path.of(getOrDefault(model)), read);
        read = files;
        return files;
    }

    /** How many numbers a code has. */
    int numbers() {
        return LOADED.of(files()).autoencoder().config().codeSize();
    }

    /** Whether it encodes pictures. */
    boolean takesPictures() {
        return PictureIntake.takesPictures(LOADED.of(files()).preprocessing());
    }

    /** What it takes of a table. */
    List<TableColumn> columns() {
        return columns(LOADED.of(files()));
    }

    private FrameInput input(StructType schema, TrainedModel loaded) {
        return InputCols.of(schema, loaded.preprocessing(), () -> columns(loaded), getOrDefault(inputCols));
    }

    private static List<TableColumn> columns(TrainedModel model) {
        if (model.preprocessing() instanceof TablePreprocessing table) {
            return table.tableColumns();
        }
        throw new BadInputException("this model takes %s, neither rows of a table nor pictures"
                .formatted(model.preprocessing().shape()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return transformed(schema, LOADED.of(files()));
    }

    private StructType transformed(StructType schema, TrainedModel loaded) {
        input(schema, loaded);
        StructType coded = with(schema, outputCol, SQLDataTypes.VectorType());
        return getOrDefault(errorCol).isEmpty() ? coded : with(coded, errorCol, DataTypes.StringType);
    }

    private StructType with(StructType schema, Param<String> column, DataType type) {
        String name = getOrDefault(column);
        if (List.of(schema.fieldNames()).contains(name)) {
            throw new BadInputException(
                    "the frame has a column '%s' already: choose another %s".formatted(name, column.name()));
        }
        return schema.add(name, type, true);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        FolderFiles folder = files();
        TrainedModel loaded = LOADED.of(folder);
        return RowModel.transform(
                rows,
                transformed(rows.schema(), loaded),
                folder,
                input(rows.schema(), loaded),
                new Encoding(!getOrDefault(errorCol).isEmpty()));
    }

    /** Adds the codes. */
    private record Encoding(boolean saysErrors) implements RowModel<TrainedModel> {

        @Override
        public TrainedModel loaded(FolderFiles files) {
            return LOADED.of(files);
        }

        @Override
        public Preprocessing preprocessing(TrainedModel model) {
            return model.preprocessing();
        }

        @Override
        public List<@Nullable Object[]> added(TrainedModel model, io.diabolo.data.Dataset rows) {
            Codes codes = model.encode(rows);
            List<@Nullable Object[]> cells = new ArrayList<>();
            for (int row = 0; row < codes.size(); row++) {
                double[] values = new double[codes.latent()];
                for (int unit = 0; unit < values.length; unit++) {
                    values[unit] = codes.get(row, unit);
                }
                cells.add(cells(Vectors.dense(values), null));
            }
            return cells;
        }

        @Override
        public @Nullable Object[] refused(String problem) {
            return cells(null, problem);
        }

        private @Nullable Object[] cells(@Nullable Vector code, @Nullable String problem) {
            return saysErrors ? new @Nullable Object[] {code, problem} : new @Nullable Object[] {code};
        }
    }

    @Override
    public DiaboloEncoder copy(ParamMap extra) {
        return copyValues(new DiaboloEncoder(uid), extra);
    }

    /** What reads an encoder that was written by Spark's means. */
    public static MLReader<DiaboloEncoder> read() {
        return new DefaultParamsReader<>();
    }
}

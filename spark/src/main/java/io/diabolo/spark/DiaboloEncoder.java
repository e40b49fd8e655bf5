package io.diabolo.spark;

import io.diabolo.data.Codes;
import io.diabolo.data.TableColumn;
import io.diabolo.data.TableDataset;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Adds a vector column with the code of each row, by a model of tables. A row that cannot be encoded has null there.
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
    private final Param<String> outputCol;

    private transient @Nullable FolderFiles read;

    public DiaboloEncoder() {
        this("diaboloEncoder_" + UUID.randomUUID());
    }

    /** As Spark reads it back. */
    public DiaboloEncoder(String uid) {
        this.uid = uid; // Parameters ask for it.
        model = new Param<>(this, "model", "the folder of a model of tables");
        outputCol = new Param<>(this, "outputCol", "name of the column of codes");
        setDefault(outputCol, "codes");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The parameter that {@link #setModel} sets. */
    public Param<String> model() {
        return model;
    }

    /** The parameter that {@link #setOutputCol} sets. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** The folder of a model of tables, which the driver can see. */
    public DiaboloEncoder setModel(String folder) {
        set(model, folder);
        return this;
    }

    /** Name of the column of codes; {@code codes} if none is given. */
    public DiaboloEncoder setOutputCol(String name) {
        set(outputCol, name);
        return this;
    }

    /** The model of this JVM. */
    static TrainedModel loaded(FolderFiles files) {
        return LOADED.of(files);
    }

    /** The model's folder. */
    FolderFiles files() {
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

    /** What it takes. */
    List<TableColumn> columns() {
        return columns(LOADED.of(files()));
    }

    private static List<TableColumn> columns(TrainedModel model) {
        if (model.preprocessing() instanceof TablePreprocessing table) {
            return table.tableColumns();
        }
        throw new BadInputException("this model takes %s, not rows of a table"
                .formatted(model.preprocessing().shape()));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        FrameColumns.of(schema, columns());
        String name = getOrDefault(outputCol);
        if (List.of(schema.fieldNames()).contains(name)) {
            throw new BadInputException(
                    "the frame has a column '%s' already: choose another outputCol".formatted(name));
        }
        return schema.add(name, SQLDataTypes.VectorType(), true);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType schema = transformSchema(rows.schema());
        FolderFiles folder = files();
        FrameColumns columns = FrameColumns.of(rows.schema(), columns(LOADED.of(folder)));
        return RowModel.transform(rows, schema, folder, columns, new Encoding());
    }

    /** Adds the codes. */
    private static final class Encoding implements RowModel<TrainedModel> {

        private static final long serialVersionUID = 1;

        @Override
        public TrainedModel loaded(FolderFiles files) {
            return LOADED.of(files);
        }

        @Override
        public List<@Nullable Object[]> added(TrainedModel model, TableDataset rows) {
            Codes codes = model.encode(rows);
            List<@Nullable Object[]> cells = new ArrayList<>();
            for (int row = 0; row < codes.size(); row++) {
                double[] values = new double[codes.latent()];
                for (int unit = 0; unit < values.length; unit++) {
                    values[unit] = codes.get(row, unit);
                }
                cells.add(new @Nullable Object[] {Vectors.dense(values)});
            }
            return cells;
        }

        @Override
        public @Nullable Object[] refused(String problem) {
            return new @Nullable Object[] {null};
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

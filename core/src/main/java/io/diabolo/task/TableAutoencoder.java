package io.diabolo.task;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.TableColumn;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An autoencoder for tables: rows of cells in, rows of cells out, in the units of the data.
 *
 * <p>Cells are numbers, indices of a category's levels, and NaN for what is missing. Every method may be called from several
 * threads at once, except {@link #close()}.
 */
public final class TableAutoencoder implements AutoCloseable {

    private final TrainedModel model;
    private final TablePreprocessing preprocessing;

    private TableAutoencoder(TrainedModel model) {
        this.model = model;
        if (model.preprocessing() instanceof TablePreprocessing table) {
            preprocessing = table;
            return;
        }
        model.close();
        throw new BadInputException("this model takes samples %s, not rows of a table"
                .formatted(model.preprocessing().shape()));
    }

    /** As {@link #train(LoadedData, int, long)} with seed 0. */
    public static TableAutoencoder train(LoadedData data, int latent) {
        return train(data, latent, 0);
    }

    /**
     * Trains with the default architecture and plan. Where the table has gaps, the model is told where they are, and learns to
     * fill a fifth of the cells that it could have known.
     *
     * @param latent how many numbers a code has
     * @param seed of the initial weights, the order of the rows and what is hidden
     */
    public static TableAutoencoder train(LoadedData data, int latent, long seed) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        boolean gaps = data.train().hasGaps();
        AutoencoderConfig config =
                SuitedConfig.of(AutoencoderConfig.mlp(preprocessing.shape(), latent), preprocessing, gaps);
        TrainingPlan plan = TrainingPlan.auto().withSeed(seed).withCorruption(SuitedConfig.corruption(gaps));
        return of(TrainedModel.train(config, data, preprocessing, plan, TrainingOptions.defaults()));
    }

    /** @throws BadInputException if the model is of another kind, which is closed then */
    public static TableAutoencoder of(TrainedModel model) {
        return new TableAutoencoder(model);
    }

    /** Reads a saved model onto the CPU. */
    public static TableAutoencoder load(Path folder) {
        return of(TrainedModel.load(folder, Device.CPU));
    }

    /** The columns, in the order of cells. */
    public List<TableColumn> columns() {
        return preprocessing.tableColumns();
    }

    public TrainedModel model() {
        return model;
    }

    public Codes encode(Dataset rows) {
        return model.encode(rows);
    }

    /**
     * What the model makes of rows: each cell as it expects it from the others.
     *
     * @return [N][columns]
     */
    public double[][] reconstruct(Dataset rows) {
        double[][] cells = new double[rows.size()][];
        model.reconstruct(rows, (first, values) -> decode(values, first, cells));
        return cells;
    }

    /** The rows themselves, with what is missing filled by the model. */
    public double[][] fill(Dataset rows) {
        double[][] cells = reconstruct(rows);
        double[] known = new double[columns().size()];
        for (int row = 0; row < cells.length; row++) {
            rows.gather(new int[] {row}, known);
            for (int k = 0; k < known.length; k++) {
                cells[row][k] = Double.isNaN(known[k]) ? cells[row][k] : known[k];
            }
        }
        return cells;
    }

    /** @return [N][columns] */
    public double[][] decode(Codes codes) {
        double[][] cells = new double[codes.size()][];
        model.decode(codes, (first, values) -> decode(values, first, cells));
        return cells;
    }

    private void decode(float[] values, int first, double[][] cells) {
        int rows = values.length / preprocessing.shape().elements();
        IntStream.range(0, rows).forEach(i -> cells[first + i] = preprocessing.decode(values, i));
    }

    public Evaluation evaluate(Dataset rows) {
        return model.evaluate(rows);
    }

    public void save(Path folder) {
        model.save(folder);
    }

    @Override
    public void close() {
        model.close();
    }
}

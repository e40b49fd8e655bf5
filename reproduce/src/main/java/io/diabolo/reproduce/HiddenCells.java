package io.diabolo.reproduce;

import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.TableColumn;
import io.diabolo.data.TableDataset;
import io.diabolo.engine.DataType;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.table.Table;
import io.diabolo.task.TableAutoencoder;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cells of a table hidden at random before anything is trained, and filled again: by the autoencoder, by PCA that is fitted
 * to the filled table again and again, and by the columns' means. Errors are in units of the columns' standard deviations,
 * over the hidden cells of the test part.
 *
 * @source Kiers 1997 (iterative PCA)
 */
final class HiddenCells {

    static final double FRACTION = 0.2;

    private static final int ROUNDS = 30;

    private final int columns;
    private final double[][] truth;
    private final double[][] gapped;

    private HiddenCells(Dataset all, long seed) {
        columns = all.columns().size();
        truth = new double[all.size()][columns];
        gapped = new double[all.size()][];
        Random random = new Random(seed);
        for (int row = 0; row < truth.length; row++) {
            all.gather(new int[] {row}, truth[row]);
            gapped[row] = truth[row].clone();
            for (int k = 0; k < columns; k++) {
                gapped[row][k] = random.nextDouble() < FRACTION ? Double.NaN : gapped[row][k];
            }
        }
    }

    /** @return whether the autoencoder fills better than PCA and than the means */
    static boolean measure(LoadedData data, int latent, long seed, StringBuilder line) {
        HiddenCells train = new HiddenCells(data.train(), seed);
        HiddenCells validation = new HiddenCells(data.validation(), seed + 1);
        HiddenCells test = new HiddenCells(data.test(), seed + 2);
        List<TableColumn> names = data.train().columns();
        LoadedData hidden =
                new LoadedData(train.dataset(names), validation.dataset(names), test.dataset(names), List.of());
        try (TableAutoencoder model = TableAutoencoder.train(hidden, latent, seed)) {
            TablePreprocessing preprocessing =
                    (TablePreprocessing) model.model().preprocessing();
            double ours = test.error(preprocessing, model.fill(hidden.test()));
            double means = test.error(preprocessing, test.filledWithMeans(preprocessing));
            double linear = test.error(preprocessing, test.filledByPca(preprocessing, train, latent));
            line.append("   %8.4f %8.4f %8.4f".formatted(ours, linear, means));
            return ours < linear && ours < means;
        }
    }

    private Dataset dataset(List<TableColumn> names) {
        Table table =
                Table.ofNumbers("hidden", names.stream().map(TableColumn::name).toList(), gapped);
        return TableDataset.of(table, names);
    }

    private double error(TablePreprocessing preprocessing, double[][] filled) {
        double squares = 0;
        long count = 0;
        for (int row = 0; row < truth.length; row++) {
            float[] expected = model(preprocessing, truth[row]);
            float[] found = model(preprocessing, filled[row]);
            for (int k = 0; k < columns; k++) {
                if (Double.isNaN(gapped[row][k])) {
                    squares += Math.pow(expected[k] - found[k], 2);
                    count++;
                }
            }
        }
        return squares / count;
    }

    private float[] model(TablePreprocessing preprocessing, double[] cells) {
        float[] values = new float[columns];
        preprocessing.encode(cells, values, new float[0]);
        return values;
    }

    /** Missing cells become 0 in model values, which is the mean. */
    private double[][] filledWithMeans(TablePreprocessing preprocessing) {
        double[][] filled = new double[truth.length][];
        for (int row = 0; row < filled.length; row++) {
            filled[row] = preprocessing.decode(model(preprocessing, gapped[row]), 0);
        }
        return filled;
    }

    /** Fits the components to the filled training rows, fills, and begins again; then fills these rows with what came out. */
    private double[][] filledByPca(TablePreprocessing preprocessing, HiddenCells train, int latent) {
        try (TensorScope scope = TensorScope.open("iterative PCA");
                NoGrad noGrad = NoGrad.open()) {
            Rows fitted = train.rows(preprocessing);
            Rows own = rows(preprocessing);
            for (int round = 0; round < ROUNDS; round++) {
                try (TensorScope step = TensorScope.open("round")) {
                    Tensor mean = fitted.values.mean(0);
                    Tensor centred = fitted.values.sub(mean);
                    Tensor vectors =
                            centred.transpose().matmul(centred).eigenSymmetric().vectors();
                    int k = Math.min(latent, columns);
                    Tensor leading = vectors.narrow(1, columns - k, k);
                    Tensor projector = leading.matmul(leading.transpose());
                    fitted.fill(mean, projector);
                    own.fill(mean, projector);
                }
            }
            float[] values = own.values.to(DataType.FLOAT32).toFloats();
            return IntStream.range(0, truth.length)
                    .mapToObj(row -> preprocessing.decode(values, row))
                    .toArray(double[][]::new);
        }
    }

    private Rows rows(TablePreprocessing preprocessing) {
        float[] values = new float[truth.length * columns];
        float[] known = new float[values.length];
        for (int row = 0; row < truth.length; row++) {
            System.arraycopy(model(preprocessing, gapped[row]), 0, values, row * columns, columns);
            for (int k = 0; k < columns; k++) {
                known[row * columns + k] = Double.isNaN(gapped[row][k]) ? 0 : 1;
            }
        }
        return new Rows(
                Tensor.of(values, truth.length, columns).to(DataType.FLOAT64),
                Tensor.of(known, truth.length, columns).to(DataType.FLOAT64));
    }

    /** [N, F] in model values, and 1 where they are known. */
    private record Rows(Tensor values, Tensor known) {

        void fill(Tensor mean, Tensor projector) {
            Tensor projected = values.sub(mean).matmul(projector).add(mean);
            Tensor hidden = known.neg().add(1);
            values.assignInPlace(values.mul(known).add(projected.mul(hidden)));
        }
    }
}

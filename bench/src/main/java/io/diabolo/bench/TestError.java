package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.InputFormat;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.TablePreprocessing;
import io.diabolo.task.TableAutoencoder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;

/** The error of a trained model on the test data, measured as the peers measure theirs; in float32. */
final class TestError {

    private static final int CHUNK = 500;
    private static final long SEED = 0;

    private TestError() {}

    /**
     * Of a saved model.
     *
     * @param ask {@code measure}
     * @param model its folder
     * @param test a file of samples; of a table, one that has a test part
     */
    record Request(String ask, String model, String test, QualityWork.Measure measure) {
        static Request of(Path model, Path test, QualityWork.Measure measure) {
            return new Request("measure", model.toString(), test.toString(), measure);
        }
    }

    /** The answer to a {@link Request}. */
    record Answer(double value) {}

    static Answer measure(Request request) {
        Path test = Path.of(request.test());
        try (TrainedModel trained = TrainedModel.load(Path.of(request.model()), Device.CPU)) {
            if (trained.preprocessing() instanceof TablePreprocessing) {
                return new Answer(ofTable(Path.of(request.model()), test));
            }
            Dataset data = DataSource.openWhole(test, DataOptions.defaults());
            return new Answer(
                    request.measure() == QualityWork.Measure.NEGATIVE_ELBO
                            ? negativeElbo(trained.autoencoder(), data, trained.preprocessing())
                            : meanSquared(trained.autoencoder(), data, trained.preprocessing()));
        }
    }

    /** By element, in model values. */
    static double meanSquared(Autoencoder model, Dataset test, Preprocessing preprocessing) {
        Batches batches = new Batches(test, preprocessing);
        double sum = 0;
        for (int first = 0; first < test.size(); first += CHUNK) {
            try (TensorScope scope = TensorScope.open("test");
                    NoGrad noGrad = NoGrad.open()) {
                Tensor x = batches.load(Batches.range(first, CHUNK, test.size()));
                sum += model.reconstruct(x).sub(x).square().sum().item();
            }
        }
        return sum / ((double) test.size() * test.shape().elements());
    }

    /** The model's own loss with beta 1 in nats a sample, one draw each: the bound that training minimises. */
    private static double negativeElbo(Autoencoder model, Dataset test, Preprocessing preprocessing) {
        Batches batches = new Batches(test, preprocessing);
        double sum = 0;
        for (int first = 0; first < test.size(); first += CHUNK) {
            int[] rows = Batches.range(first, CHUNK, test.size());
            try (TensorScope scope = TensorScope.open("test");
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(SEED, first)) {
                Example example = Example.clean(batches.load(rows));
                sum += rows.length
                        * model.config()
                                .objective()
                                .loss(model, example, Pass.validation(random), Bottleneck.TRAINED)
                                .total()
                                .item();
            }
        }
        return sum / test.size();
    }

    /** By cell, in the units of the file: the model's own scaling is that of its part of the rows. */
    private static double ofTable(Path folder, Path file) {
        try (TableAutoencoder model = TableAutoencoder.load(folder)) {
            Dataset test = DataSource.openFor(file, InputFormat.table(model.columns()), DataOptions.defaults())
                    .test();
            double[][] expected = model.reconstruct(test);
            double[] cells = new double[test.shape().elements()];
            double sum = 0;
            for (int row = 0; row < expected.length; row++) {
                test.gather(new int[] {row}, cells);
                for (int k = 0; k < cells.length; k++) {
                    sum += (expected[row][k] - cells[k]) * (expected[row][k] - cells[k]);
                }
            }
            return sum / ((double) expected.length * cells.length);
        }
    }
}

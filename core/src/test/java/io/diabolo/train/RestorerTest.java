package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Evaluation;
import io.diabolo.loss.Distortion;
import io.diabolo.model.OutputRange;
import io.diabolo.model.Reconstructor;
import io.diabolo.model.Restorer;
import io.diabolo.model.RestorerConfig;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.DepthToSpace;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Sum;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A family of models without a bottleneck, through the trainer, the evaluation and the folders of all. */
class RestorerTest {

    private static final int SIDE = 12;
    private static final SampleShape SHAPE = SampleShape.picture(1, SIDE, SIDE);
    private static final Corruption NOISE = new GaussianNoise(50);
    private static final Dataset TRAIN = blobs(400, 1);
    private static final Dataset TEST = blobs(60, 2);
    private static final Preprocessing PREPROCESSING = Preprocessing.of(TRAIN);

    @TempDir
    Path folder = Path.of("");

    private int threadsBefore;

    @BeforeEach
    void threads() {
        threadsBefore = Engine.threads();
    }

    @AfterEach
    void threadsAgain() {
        Engine.setThreads(threadsBefore);
    }

    /** Smooth spots in [0, 1]. */
    private static Dataset blobs(int count, long seed) {
        Random random = new Random(seed);
        float[][] samples = new float[count][SIDE * SIDE];
        for (float[] sample : samples) {
            double x = SIDE * random.nextDouble();
            double y = SIDE * random.nextDouble();
            double width = 2 + 3 * random.nextDouble();
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    double squares = Math.pow(column - x, 2) + Math.pow(row - y, 2);
                    sample[row * SIDE + column] = (float) Math.exp(-squares / (width * width));
                }
            }
        }
        return FloatDataset.of("blobs", SHAPE, samples);
    }

    private static RestorerConfig denoiser(boolean maskInput) {
        List<LayerConfig> layers = List.of(
                new Conv(12, 5, 1),
                new Activate(Activation.RELU),
                new Conv(12, 3, 1),
                new Activate(Activation.RELU),
                new Conv(1, 3, 1));
        return new RestorerConfig(SHAPE, layers, true, Distortion.MSE, OutputRange.LINEAR, maskInput);
    }

    private static TrainingPlan plan(int steps, Corruption corruption) {
        return TrainingPlan.auto()
                .withSteps(steps)
                .withBatch(32)
                .withSeed(1)
                .withLearningRate(3e-3)
                .withCorruption(corruption);
    }

    private static TrainingResult fit(Restorer model, TrainingPlan plan) {
        try (Trainer trainer = new Trainer(model, TRAIN, TEST, PREPROCESSING, plan, Device.CPU)) {
            return trainer.fit();
        }
    }

    private static Evaluation evaluate(Reconstructor model, Corruption corruption) {
        return Evaluation.of(model, PREPROCESSING, TEST, Device.CPU, corruption);
    }

    @Test
    void fit_noisyPictures_learnsToTakeTheNoiseAway() {
        try (Restorer model = denoiser(false).build(1)) {
            fit(model, plan(300, NOISE));
            Evaluation result = evaluate(model, NOISE);
            assertThat(result.inputMse()).isCloseTo(Math.pow(50 / 255.0, 2), within(0.003));
            assertThat(result.mse()).isLessThan(0.3 * result.inputMse());
        }
    }

    @Test
    void fit_hiddenPixels_areFilledByAModelThatHeedsTheMask() {
        Corruption hidden = new HiddenElements(0.5);
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Restorer model = denoiser(true).build(1)) {
            fit(model, plan(300, hidden));
            Evaluation result = evaluate(model, hidden);
            assertThat(result.mse()).isLessThan(0.2 * result.inputMse());

            Example clean = new Batches(TEST, PREPROCESSING).example(Batches.range(0, 60, 60));
            Example example = hidden.corrupt(clean, PREPROCESSING.range(), random);
            Example deceived = Example.clean(example.input()); // says that everything is known
            assertThat(squaredError(model, example.modelInput(true), clean))
                    .isLessThan(0.5 * squaredError(model, deceived.modelInput(true), clean));
        }
    }

    private static double squaredError(Restorer model, Tensor input, Example clean) {
        return model.reconstruct(input).sub(clean.target()).square().mean().item();
    }

    @Test
    void load_savedRestorer_givesTheSameBitsAtAnySize() {
        long before = TensorScope.liveTensors();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Restorer model = denoiser(false).build(1)) {
            TrainingPlan plan = plan(3, NOISE);
            ModelFolder.save(folder, model, PREPROCESSING, TrainedModel.provenance(TRAIN, plan, fit(model, plan)));
            assertThat(ModelFolder.describe(folder).architecture()).isEqualTo(model.config());
            assertThat(ModelFolder.describe(folder).provenance().plan()).isEqualTo(plan);
            try (Reconstructor loaded = ModelFolder.load(folder, Device.CPU)) {
                assertThat(loaded).isInstanceOf(Restorer.class);
                for (long[] sizes : new long[][] {{2, 1, SIDE, SIDE}, {1, 1, 7, 31}, {3, 1, 40, 5}}) {
                    Tensor x = Tensor.uniform(random, 0, 1, sizes);
                    Tensor output = loaded.reconstruct(x);
                    assertThat(output.shape()).isEqualTo(x.shape());
                    assertThat(output.toFloats()).isEqualTo(model.reconstruct(x).toFloats());
                }
            }
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void fit_inTwoShares_learnsWhatOneThreadLearns() {
        Engine.setThreads(2);
        assertThat(DataParallel.shares(denoiser(false), 32, Device.CPU)).isEqualTo(2);
        List<Double> shared = losses(2);
        List<Double> alone = losses(1);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(shared.get(i)).isCloseTo(alone.get(i), within(1e-3 * alone.get(i)));
        }
        assertThat(alone.get(alone.size() - 1)).isLessThan(0.9 * alone.get(0));
        assertThat(shared).isEqualTo(losses(2));
    }

    /** Without noise, which each share draws for itself. */
    private static List<Double> losses(int threads) {
        Engine.setThreads(threads);
        List<Double> losses = new ArrayList<>();
        RestorerConfig config =
                new RestorerConfig(SHAPE, denoiser(false).network(), false, Distortion.MSE, OutputRange.LINEAR, false);
        TrainingPlan base = plan(60, Corruption.none());
        TrainingPlan plan =
                base.with(base.optimization().withOptimizer(Optimizer.Kind.SGD).withLearningRate(1e-3));
        try (Restorer model = config.build(1);
                Trainer trainer = new Trainer(model, TRAIN, TEST, PREPROCESSING, plan, Device.CPU)) {
            trainer.listen(new TrainingListener() {
                        @Override
                        public void stepped(long step, double loss, int examples) {
                            losses.add(loss);
                        }
                    })
                    .fit();
        }
        return losses;
    }

    @Test
    void reconstruct_upscaler_returnsTwiceTheSize() {
        RestorerConfig config = new RestorerConfig(
                SHAPE, List.of(new Conv(4, 3, 1), new DepthToSpace(2)), false, Distortion.MSE, OutputRange.UNIT, false);
        try (TensorScope scope = TensorScope.open("test");
                Restorer model = config.build(1)) {
            Tensor output = model.reconstruct(Tensor.full(0.5, 1, 1, 5, 9));
            assertThat(output.shape().toArray()).containsExactly(1, 1, 10, 18);
            for (float value : output.toFloats()) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    /** The rows of a sum are more than one, and the end is still the end. */
    @Test
    void config_withBranches_endsWithItsLastLayer() {
        List<LayerConfig> layers = List.of(
                new Conv(4, 3, 1),
                new Sum(List.of(List.of(), List.of(new Conv(6, 3, 1), new Conv(4, 3, 1)))),
                new Conv(1, 3, 1));
        RestorerConfig config = new RestorerConfig(SHAPE, layers, true, Distortion.MSE, OutputRange.LINEAR, false);
        assertThat(config.layers()).hasSize(2 + 3 + 2);
    }

    @Test
    void config_thatCannotRestore_isRefused() {
        refused(SampleShape.row(5), List.of(new Conv(1, 3, 1)), false, "rows");
        refused(SHAPE, List.of(new Conv(2, 3, 1)), false, "ends with");
        refused(SHAPE, List.of(new Conv(4, 3, 1), new DepthToSpace(2)), true, "must end with that shape");
        refused(SHAPE, List.of(new Conv(1, 3, 2)), false, "multiple");
    }

    private static void refused(SampleShape shape, List<LayerConfig> layers, boolean residual, String says) {
        assertThatThrownBy(() -> new RestorerConfig(shape, layers, residual, Distortion.MSE, OutputRange.LINEAR, false))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(says);
    }

    @Test
    void forward_otherChannels_isRefused() {
        try (TensorScope scope = TensorScope.open("test");
                Restorer model = denoiser(true).build(1)) {
            assertThatThrownBy(() -> model.reconstruct(Tensor.zeros(1, 1, SIDE, SIDE)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("[N, 2, *]");
        }
    }
}

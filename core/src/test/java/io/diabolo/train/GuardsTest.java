package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.TrainingStoppedException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What stops a training, what it warns of, and which weights it keeps. */
class GuardsTest {

    private static final AutoencoderConfig CONFIG = Fixture.small(Normalization.NONE, 0);

    @Test
    void fit_absurdLearningRate_isStopped() {
        for (Optimizer.Kind kind : List.of(Optimizer.Kind.ADAM, Optimizer.Kind.SGD)) {
            AutoencoderConfig config = CONFIG.withBody(
                    new io.diabolo.model.MlpBody(List.of(12), io.diabolo.nn.Activation.RELU, Normalization.NONE, 0));
            try (Autoencoder model = config.build(1);
                    Trainer trainer = Fixture.trainer(
                            model,
                            Fixture.plan()
                                    .with(Fixture.plan()
                                            .optimization()
                                            .withOptimizer(kind)
                                            .withLearningRate(100)))) {
                assertThatThrownBy(trainer::fit)
                        .isInstanceOf(TrainingStoppedException.class)
                        .hasMessageContaining("lower the learning rate")
                        .message()
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void fit_whatDoesNotFit_isRefused() {
        Dataset data = Fixture.plane(100, 0, 1, 1);
        refused(CONFIG, data, data, Fixture.plan().withBatch(101), "batch of 101 is larger than the 100");
        Dataset wide = Fixture.plane(100, -3, 3, 1);
        refused(CONFIG.withLoss(Distortion.BCE), wide, wide, Fixture.plan(), "[0, 1]");
        refused(AutoencoderConfig.mlp(SampleShape.picture(1, 4, 2), 2), data, data, Fixture.plan(), "[1, 4, 2]");
    }

    @Test
    void fit_validationOfAnotherShape_isRefused() {
        Dataset other = FloatDataset.of("other", SampleShape.picture(1, 1, 8), new float[40][8]);
        refused(CONFIG, Fixture.plane(100, 0, 1, 1), other, Fixture.plan(), "[1, 1, 8]");
    }

    private static void refused(
            AutoencoderConfig config, Dataset train, Dataset validation, TrainingPlan plan, String says) {
        long before = TensorScope.liveTensors();
        try (Autoencoder model = config.build(1)) {
            assertThatThrownBy(() ->
                            new Trainer(model, train, validation, Preprocessing.of(train), plan, Device.CPU).close())
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining(says);
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void plan_settingsOutOfRange_areRefused() {
        TrainingPlan plan = Fixture.plan();
        for (Runnable wrong : List.<Runnable>of(
                () -> plan.withBatch(-1),
                () -> plan.withEpochs(-1),
                () -> plan.withSteps(-1),
                () -> plan.withLearningRate(-1),
                () -> plan.withLearningRate(Double.NaN),
                () -> plan.withPatience(-1),
                () -> plan.optimization().withAveraging(1),
                () -> plan.withAugmentation(6),
                () -> plan.optimization().withWeightDecay(-1),
                () -> plan.optimization().withClipNorm(-1),
                () -> plan.optimization().withSchedule(Schedule.COSINE, -2))) {
            assertThatThrownBy(wrong::run).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void totalSteps_automatic_isAtLeastFourThousandAndTenEpochs() {
        TrainingPlan auto = TrainingPlan.auto().withBatch(128);
        assertThat(auto.totalSteps(1_000)).isEqualTo(4_000);
        assertThat(auto.totalSteps(128_000)).isEqualTo(10_000);
        assertThat(auto.withEpochs(3).totalSteps(1_280)).isEqualTo(30);
        assertThat(auto.withSteps(7).totalSteps(1_280)).isEqualTo(7);
    }

    @Test
    void fittedTo_largerBatch_learnsAtARateThatGrowsByTheRoot() {
        TrainingPlan auto = TrainingPlan.auto();
        assertThat(rate(auto)).isEqualTo(4e-3);
        assertThat(rate(auto.withBatch(32))).isEqualTo(4e-3);
        assertThat(rate(auto.withBatch(2 * 128))).isEqualTo(4e-3 * Math.sqrt(2));
        assertThat(rate(auto.withBatch(64 * 128))).isEqualTo(8e-3);
        assertThat(rate(auto.withBatch(4 * 128).withLearningRate(1e-3))).isEqualTo(1e-3);
    }

    private static double rate(TrainingPlan plan) {
        return plan.fittedTo(CONFIG, 1_000_000).optimization().learningRate();
    }

    /** Weights and warnings of a training in which the model cannot change. */
    private static List<String> warnings(AutoencoderConfig config, Map<String, Float> constants) {
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = config.build(1);
                Trainer trainer =
                        Fixture.trainer(model, Fixture.plan().withSteps(200).withLearningRate(1e-30))) {
            constants.forEach((name, value) -> {
                Tensor tensor = Objects.requireNonNull(model.parameters().all().get(name), name);
                tensor.assignInPlace(Tensor.full(value, tensor.shape().toArray()));
            });
            List<String> said = new ArrayList<>();
            TrainingResult result = trainer.listen(new TrainingListener() {
                        @Override
                        public void warned(String message) {
                            said.add(message);
                        }
                    })
                    .fit();
            assertThat(result.warnings()).isEqualTo(said);
            return said;
        }
    }

    @Test
    void fit_decoderThatIgnoresTheLatent_warnsOfCollapse() {
        assertThat(warnings(CONFIG, Map.of("decoder.2.weight", 0f)))
                .anyMatch(warning -> warning.startsWith("collapse"));
    }

    @Test
    void fit_outputFarOff_warnsThatTheMeanImageIsNoWorse() {
        assertThat(warnings(CONFIG, Map.of("decoder.2.bias", 5f)))
                .anyMatch(warning -> warning.startsWith("no better than the mean sample"));
    }

    @Test
    void fit_latentUnitsThatNeverMove_areCounted() {
        assertThat(warnings(CONFIG, Map.of("bottleneck.weight", 0f)))
                .anyMatch(warning -> warning.startsWith("2 of 2 latent units are dead"));
    }

    @Test
    void fit_posteriorEqualToThePrior_warnsOfZeroDivergence() {
        assertThat(warnings(
                        CONFIG.withBottleneck(new VariationalConfig(1, 0)),
                        Map.of("bottleneck.weight", 0f, "bottleneck.bias", 0f)))
                .anyMatch(warning -> warning.startsWith("the KL term is zero"));
    }

    @Test
    void fit_nothingLearned_warnsThatTheUntrainedNetworkIsNoWorse() {
        assertThat(warnings(CONFIG, Map.of()))
                .anyMatch(warning -> warning.startsWith("no better than the untrained network"));
    }

    @Test
    void fit_goodTraining_warnsOfNothingAndKeepsTheBestWeights() {
        List<TrainingListener.Validation> points = new ArrayList<>();
        // A large constant rate: the loss goes up and down.
        TrainingPlan plan = Fixture.plan()
                .withSteps(2_000)
                .with(Fixture.plan()
                        .optimization()
                        .withSchedule(Schedule.CONSTANT, 10)
                        .withLearningRate(0.05))
                .withPatience(0);
        try (Autoencoder model = CONFIG.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            TrainingResult result = trainer.listen(record(points)).fit();
            double best = points.stream()
                    .mapToDouble(p -> p.validation().get(0))
                    .min()
                    .orElseThrow();

            assertThat(result.warnings()).isEmpty();
            assertThat(points).hasSize(17); // every 133 steps, the first before the first and one behind the last
            assertThat(result.bestValidationLoss()).isEqualTo(best);
            assertThat(points.get(16).validation().get(0)).isGreaterThan(best);
            assertThat(points.stream()
                            .filter(TrainingListener.Validation::best)
                            .mapToLong(TrainingListener.Validation::step)
                            .max())
                    .hasValue(result.bestStep());
            // The model, asked again, has that loss.
            try (Trainer again = Fixture.trainer(model, plan.withSteps(1).withLearningRate(1e-30))) {
                assertThat(again.fit().initialValidationLoss()).isEqualTo(best);
            }
        }
    }

    @Test
    void earliestStop_fewSamples_isSoonerAndOfManyUnchanged() {
        TrainingPlan auto = TrainingPlan.auto();
        assertThat(auto.withBatch(25).earliestStop(100)).isEqualTo(1_000);
        assertThat(auto.withBatch(128).earliestStop(2_048)).isEqualTo(4_000);
        assertThat(auto.withBatch(128).earliestStop(60_000)).isEqualTo(4_000);
        assertThat(auto.withBatch(25).withSteps(300).earliestStop(100)).isEqualTo(300);
    }

    /** 100 samples in batches of 25: a thousand steps are 250 epochs. */
    @Test
    void fit_fewSamplesWithoutImprovement_stopsEarlyByDefault() {
        TrainingPlan plan = TrainingPlan.auto().withLearningRate(1e-30);
        try (Autoencoder model = CONFIG.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            TrainingResult result = trainer.fit();
            assertThat(result.reason()).isEqualTo(TrainingResult.Reason.STOPPED_EARLY);
            assertThat(result.steps()).isBetween(1_000L, 1_300L);
        }
    }

    @Test
    void fit_noImprovement_stopsEarlyButNotBeforeTheLeastSteps() {
        List<TrainingListener.Validation> points = new ArrayList<>();
        TrainingPlan plan = Fixture.plan()
                .withSteps(6_000)
                .withBatch(4)
                .withPatience(3)
                .with(Fixture.plan()
                        .optimization()
                        .withSchedule(Schedule.PLATEAU, 0)
                        .withLearningRate(1e-30));
        try (Autoencoder model = CONFIG.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            TrainingResult result = trainer.listen(record(points)).fit();
            assertThat(result.reason()).isEqualTo(TrainingResult.Reason.STOPPED_EARLY);
            assertThat(result.steps()).isEqualTo(TrainingPlan.Length.AUTO_STEPS);
            assertThat(result.bestStep()).isZero(); // nothing was better than the untrained model
        }
    }

    /** The Gaussian loss may start near zero and is sampled: a few steps in, it says nothing of divergence. */
    @Test
    void fit_convolutionalVaeStoppedAfterFiveSteps_isNotCalledDiverged() {
        for (Distortion loss : List.of(Distortion.BCE, Distortion.GAUSSIAN)) {
            AutoencoderConfig config = AutoencoderConfig.conv(Fixture.glyphs().shape(), 4)
                    .withBottleneck(new VariationalConfig(1, 0))
                    .withLoss(loss);
            try (Autoencoder model = config.build(1);
                    Trainer trainer = new Trainer(
                            model,
                            Fixture.glyphs(),
                            Fixture.validation(),
                            Fixture.preprocessing(),
                            TrainingPlan.auto().withSteps(5),
                            Device.CPU)) {
                assertThat(trainer.fit().steps()).isEqualTo(5);
            }
        }
    }

    /** The linear path begins as PCA, whose error on few samples is near zero. */
    @Test
    void fit_fewStepsFromPca_isNotCalledDivergedAndKeepsPca() {
        LoadedData few = DataSource.glyphs(DataOptions.defaults().withLimit(60));
        Preprocessing preprocessing = Preprocessing.of(few.train());
        AutoencoderConfig config =
                SuitedConfig.of(AutoencoderConfig.conv(few.train().shape(), 40), few);
        TrainingPlan plan = TrainingPlan.auto().withSteps(4).withLearningRate(2e-2);
        try (Autoencoder model = config.build(1);
                Trainer trainer = new Trainer(model, few.train(), few.validation(), preprocessing, plan, Device.CPU)) {
            TrainingResult result = trainer.fit();
            assertThat(result.steps()).isEqualTo(4);
            assertThat(result.bestStep()).isZero();
        }
    }

    @Test
    void fit_imagesPerSecond_isSinceTheLastValidation() {
        List<TrainingListener.Validation> points = new ArrayList<>();
        try (Autoencoder model = CONFIG.build(1);
                Trainer trainer =
                        Fixture.trainer(model, Fixture.plan().withSteps(600).withPatience(0))) {
            trainer.listen(record(points)).fit();
        }
        assertThat(points.get(0).imagesPerSecond()).isNaN();
        for (int i = 1; i < points.size(); i++) {
            double seconds = points.get(i).seconds() - points.get(i - 1).seconds();
            assertThat(points.get(i).imagesPerSecond()).isCloseTo(40 * 16 / seconds, withinPercentage(0.1));
        }
    }

    @Test
    void fit_plateau_halvesWhenHalfOfThePatienceBroughtNothing() {
        List<TrainingListener.Validation> points = new ArrayList<>();
        TrainingPlan plan = Fixture.plan()
                .withSteps(1_800)
                .withPatience(6)
                .with(Fixture.plan()
                        .optimization()
                        .withSchedule(Schedule.PLATEAU, 0)
                        .withLearningRate(1e-30));
        try (Autoencoder model = CONFIG.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            trainer.listen(record(points)).fit();
        }
        // The untrained model is the best. Half of the patience is 3 times 25 epochs of 6 steps: 450 steps make a
        // halving.
        // Behind 250 epochs the training stops early.
        assertThat(points)
                .extracting(TrainingListener.Validation::step)
                .startsWith(0L, 120L)
                .endsWith(1_320L, 1_440L);
        for (TrainingListener.Validation point : points) {
            int halvings = point.step() < 480 ? 0 : point.step() < 960 ? 1 : point.step() < 1_440 ? 2 : 3;
            assertThat(point.learningRate() / 1e-30).isCloseTo(Math.pow(0.5, halvings), within(1e-9));
        }
    }

    private static TrainingListener record(List<TrainingListener.Validation> points) {
        return new TrainingListener() {
            @Override
            public void validated(Trainer trainer, Validation validation) {
                points.add(validation);
            }
        };
    }
}

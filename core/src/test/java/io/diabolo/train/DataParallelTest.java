package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.TensorScope;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.SpatialBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.nodes.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataParallelTest {

    private static final AutoencoderConfig CONV =
            AutoencoderConfig.conv(Fixture.glyphs().shape(), 8).withOutput(OutputRange.UNIT);
    private static final int BATCH = 50;

    private int threadsBefore;

    @BeforeEach
    void threads() {
        threadsBefore = Engine.threads();
        Engine.setThreads(3);
    }

    @AfterEach
    void threadsAgain() {
        Engine.setThreads(threadsBefore);
    }

    @Test
    void fit_inThreeShares_learnsWhatOneThreadLearns() {
        List<Double> shared = losses(3);
        List<Double> alone = losses(1);
        assertThat(shared).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(shared.get(i)).isCloseTo(alone.get(i), within(1e-3 * alone.get(i)));
        }
        assertThat(alone.get(alone.size() - 1)).isLessThan(0.9 * alone.get(0));
    }

    static Stream<AutoencoderConfig> everyLossAndBottleneck() {
        List<AutoencoderConfig> configs = new ArrayList<>();
        for (Distortion loss : Distortion.values()) {
            for (BottleneckConfig bottleneck : Fixture.everyBottleneck()) {
                configs.add(Fixture.convolutional(bottleneck).withLoss(loss));
            }
        }
        return configs.stream();
    }

    @ParameterizedTest
    @MethodSource("everyLossAndBottleneck")
    void fit_inThreeShares_givesTheSameBitsTwice_andLearnsWhatOneThreadLearns(AutoencoderConfig config) {
        Map<String, List<Float>> shared = weights(config);
        assertThat(weights(config)).isEqualTo(shared);
        Engine.setThreads(1);
        Map<String, List<Float>> alone = weights(config);
        assertThat(shared.keySet()).isEqualTo(alone.keySet());
        shared.forEach((name, values) -> {
            List<Float> others = Objects.requireNonNull(alone.get(name));
            // Draws of noise, of a posterior, of codes that revive others, differ from share to share.
            assertThat(norm(values)).as(name).isCloseTo(norm(others), within(0.02 + 0.1 * norm(others)));
        });
    }

    private static double norm(List<Float> values) {
        return Math.sqrt(values.stream().mapToDouble(value -> value * value).sum());
    }

    @Test
    void fit_aCodebookInThreeShares_countsTheVectorsOfTheWholeBatch() {
        SampleShape shape = Fixture.glyphs().shape();
        AutoencoderConfig config = AutoencoderConfig.of(
                shape, 2, new SpatialBody(List.of(4), 0, Activation.SILU), new QuantizedConfig(2, 1, 0.25, 0));
        assertThat(DataParallel.shares(config, BATCH, Device.CPU)).isEqualTo(3);
        // Without memory of earlier steps the use of a code is how many vectors the last step had.
        double counted = Objects.requireNonNull(weights(config).get("bottleneck.usage")).stream()
                .mapToDouble(Float::doubleValue)
                .sum();
        assertThat(counted).isBetween(BATCH * 14 * 14 * 0.99, BATCH * 14 * 14 * 1.51); // a revived code counts for half
    }

    @Test
    void fit_afterwards_hasAsManyThreadsAsBeforeAndNoMoreTensors() {
        weights(CONV); // what is made once
        long before = TensorScope.liveTensors();
        weights(CONV);
        assertThat(Engine.threads()).isEqualTo(3);
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void shares_ofNetworksThatGainNothingOrMixSamples_isOne() {
        assertThat(DataParallel.shares(CONV, BATCH, Device.CPU)).isEqualTo(3);
        assertThat(DataParallel.shares(CONV, 40, Device.CPU)).isEqualTo(2);
        assertThat(DataParallel.shares(CONV, 8, Device.CPU)).isEqualTo(1);
        AutoencoderConfig mlp = AutoencoderConfig.mlp(CONV.input(), 8);
        assertThat(DataParallel.shares(mlp, 128, Device.CPU)).isEqualTo(3);
        assertThat(DataParallel.shares(mlp, 40, Device.CPU)).isEqualTo(1);
        ConvBody around = ConvBody.defaults(CONV.input()).withLinearPath(); // convolutions within a sum
        assertThat(DataParallel.shares(CONV.withBody(around), BATCH, Device.CPU))
                .isEqualTo(3);
        ConvBody mixing = new ConvBody(
                List.of(4), 1, 3, ConvBody.Down.STRIDE, ConvBody.Up.UPSAMPLE, Activation.RELU, Normalization.BATCH);
        assertThat(DataParallel.shares(CONV.withBody(mixing), BATCH, Device.CPU))
                .isEqualTo(1);
    }

    @Test
    void shares_ofLargePictures_areFewSamples() {
        ConvBody body = new ConvBody(
                List.of(4), 1, 3, ConvBody.Down.STRIDE, ConvBody.Up.UPSAMPLE, Activation.RELU, Normalization.NONE);
        assertThat(DataParallel.shares(
                        AutoencoderConfig.plain(SampleShape.picture(1, 56, 56), 4, body), 12, Device.CPU))
                .isEqualTo(3);
        assertThat(DataParallel.shares(
                        AutoencoderConfig.plain(SampleShape.picture(3, 256, 256), 4, body), 2, Device.CPU))
                .isEqualTo(2);
        assertThat(DataParallel.shares(
                        AutoencoderConfig.plain(SampleShape.picture(1, 14, 14), 4, body), 40, Device.CPU))
                .isEqualTo(2);
    }

    @Test
    void rowsOf_allShares_areTheRowsInOrder() {
        try (Autoencoder model = CONV.build(1);
                DataParallel parallel = new DataParallel(model, 3, Nodes.alone())) {
            int[] rows = Batches.range(0, 50, 50);
            List<Integer> seen = new ArrayList<>();
            for (int share = 0; share < 3; share++) {
                for (int row : parallel.rowsOf(share, rows)) {
                    seen.add(row);
                }
                assertThat(parallel.rowsOf(share, rows)).hasSizeBetween(16, 17);
            }
            assertThat(seen)
                    .containsExactlyElementsOf(
                            java.util.Arrays.stream(rows).boxed().toList());
        }
    }

    @Test
    void run_aShareThatFails_throwsItsExceptionWhenAllHaveEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        try (Autoencoder model = CONV.build(1);
                DataParallel parallel = new DataParallel(model, 3, Nodes.alone())) {
            for (int failing = 0; failing < 2; failing++) {
                int which = failing;
                ended.set(false);
                assertThatThrownBy(() -> parallel.run((replica, share) -> {
                            if (share == which) {
                                throw new IllegalArgumentException("share " + share);
                            }
                            if (share == 2) {
                                Engine.threads(); // some work
                                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                                ended.set(true);
                            }
                            return share;
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("share " + which);
                assertThat(ended).isTrue();
            }
        }
    }

    /** The loss of each step, and each validation. */
    private static List<Double> losses(int threads) {
        Engine.setThreads(threads);
        List<Double> losses = new ArrayList<>();
        // Plain gradient descent: Adam makes large steps of differences in rounding.
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(180)
                .withBatch(BATCH)
                .with(TrainingPlan.Optimization.auto()
                        .withOptimizer(Optimizer.Kind.SGD)
                        .withLearningRate(1e-4));
        try (Autoencoder model = CONV.build(1);
                Trainer trainer = new Trainer(
                        model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), plan, Device.CPU)) {
            trainer.listen(new TrainingListener() {
                @Override
                public void stepped(long step, double loss, int examples) {
                    losses.add(loss);
                }

                @Override
                public void validated(Trainer fitted, Validation validation) {
                    if (validation.step() > 0) { // before, no share has learned anything
                        losses.addAll(validation.validation());
                    }
                }
            });
            trainer.fit();
        }
        return losses;
    }

    private static Map<String, List<Float>> weights(AutoencoderConfig config) {
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(5)
                .withBatch(BATCH)
                .withLearningRate(1e-4)
                .withCorruption(new GaussianNoise(50));
        try (Autoencoder model = config.build(1);
                Trainer trainer = new Trainer(
                        model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), plan, Device.CPU)) {
            Map<String, List<Float>> last = new TreeMap<>();
            trainer.listen(new TrainingListener() {
                        @Override
                        public void finished(Trainer fitted, TrainingResult result) {
                            last.putAll(Fixture.weights(model)); // those of the last step, which may not be the best
                        }
                    })
                    .fit();
            return last;
        }
    }
}

package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.TensorScope;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataParallelTest {

    private static final AutoencoderConfig CONV =
            AutoencoderConfig.conv(Fixture.glyphs().shape(), 8);
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

    @Test
    void fit_inThreeSharesTwice_givesTheSameBits() {
        assertThat(weights(CONV)).isEqualTo(weights(CONV));
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
        assertThat(DataParallel.shares(AutoencoderConfig.mlp(CONV.input(), 8), BATCH, Device.CPU))
                .isEqualTo(1);
        ConvBody around = ConvBody.defaults(CONV.input()).withLinearPath(); // convolutions within a sum
        assertThat(DataParallel.shares(CONV.withBody(around), BATCH, Device.CPU))
                .isEqualTo(3);
        ConvBody mixing = new ConvBody(
                List.of(4), 1, 3, ConvBody.Down.STRIDE, ConvBody.Up.UPSAMPLE, Activation.RELU, Normalization.BATCH);
        assertThat(DataParallel.shares(CONV.withBody(mixing), BATCH, Device.CPU))
                .isEqualTo(1);
    }

    /** Every loss with every bottleneck: only what keeps samples apart is shared out. */
    @Test
    void shares_everyLossAndBottleneck_isOneExactlyWhereTheBatchMatters() {
        for (Distortion loss : Distortion.values()) {
            for (BottleneckConfig bottleneck : List.of(new PlainConfig(), new VariationalConfig(1, 0))) {
                AutoencoderConfig config = CONV.withLoss(loss).withBottleneck(bottleneck);
                assertThat(DataParallel.shares(config, BATCH, Device.CPU))
                        .as("%s, %s", loss, bottleneck)
                        .isEqualTo(loss == Distortion.GAUSSIAN ? 1 : 3);
            }
        }
    }

    @Test
    void rowsOf_allShares_areTheRowsInOrder() {
        try (Autoencoder model = CONV.build(1);
                DataParallel parallel = new DataParallel(model, 3)) {
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
                DataParallel parallel = new DataParallel(model, 3)) {
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
                    losses.addAll(validation.validation());
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
            trainer.fit();
            return Fixture.weights(model);
        }
    }
}

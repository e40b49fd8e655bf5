package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Optimizer;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.nodes.Machines;
import io.diabolo.nodes.Nodes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that machines share; threads play the machines. */
class NodesTrainingTest {

    private static final AutoencoderConfig CONV = Fixture.convolutional(new PlainConfig());

    /** Validations lie between the steps, and the last one has a step of its own. */
    private static final TrainingPlan PLAN = TrainingPlan.auto()
            .withSteps(24)
            .withBatch(50)
            .withCorruption(new GaussianNoise(50))
            .with(TrainingPlan.Optimization.auto().withLearningRate(1e-3).withClipNorm(50));

    @TempDir
    Path folder = Path.of("");

    private int threadsBefore;

    @BeforeEach
    void threads() {
        threadsBefore = Engine.threads();
        Engine.setThreads(2);
    }

    @AfterEach
    void threadsAgain() {
        Engine.setThreads(threadsBefore);
    }

    static Stream<BottleneckConfig> bottlenecks() {
        return Fixture.everyBottleneck().stream()
                .filter(bottleneck -> !Fixture.convolutional(bottleneck).mixesSamples());
    }

    /** The weights after the last step, and all that the listeners were told. */
    private record Seen(Map<String, List<Float>> weights, List<Object> told) {}

    private static Trainer trainer(Autoencoder model, TrainingPlan plan) {
        return new Trainer(model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), plan, Device.CPU);
    }

    private static Seen fit(AutoencoderConfig config, TrainingPlan plan, Nodes nodes, int threads) {
        Engine.setThreads(threads);
        List<Object> told = new ArrayList<>();
        try (Autoencoder model = config.build(1 + nodes.rank());
                Trainer trainer = trainer(model, plan)) {
            if (nodes.size() > 1) {
                trainer.join(nodes);
            }
            trainer.listen(new TrainingListener() {
                        @Override
                        public void stepped(long step, double loss, int examples) {
                            told.add(loss);
                        }

                        @Override
                        public void validated(Trainer fitted, Validation point) {
                            told.add(point.validation());
                            told.add(Fixture.weights(model));
                        }
                    })
                    .fit();
            return new Seen(Fixture.weights(model), told);
        }
    }

    @ParameterizedTest
    @MethodSource("bottlenecks")
    void fit_onTwoMachinesOfOneThread_hasTheBitsOfOneMachineWithTwo(BottleneckConfig bottleneck) {
        AutoencoderConfig config = Fixture.convolutional(bottleneck);
        assertThat(DataParallel.shares(config, 50, Device.CPU)).isEqualTo(2);
        Seen alone = fit(config, PLAN, Nodes.alone(), 2);
        List<Seen> shared = Machines.run(2, nodes -> fit(config, PLAN, nodes, 1));
        assertThat(alone.told()).hasSizeGreaterThan(24 + 2 * 3);
        shared.forEach(seen -> assertThat(seen).isEqualTo(alone));
    }

    @Test
    void fit_onThreeMachinesOfTwoThreads_givesTheSameBitsTwiceAndOnAll() {
        TrainingPlan large = PLAN.withBatch(120).withSteps(6);
        List<Seen> first = Machines.run(3, nodes -> fit(CONV, large, nodes, 2));
        List<Seen> second = Machines.run(3, nodes -> fit(CONV, large, nodes, nodes.rank() == 1 ? 2 : 4));
        assertThat(first).containsOnly(first.get(0));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void fit_everySgdStepOfSmallNetworks_isSharedToo() {
        AutoencoderConfig small = AutoencoderConfig.mlp(CONV.input(), 2);
        TrainingPlan plan = PLAN.withBatch(3).with(PLAN.optimization().withOptimizer(Optimizer.Kind.SGD));
        List<Seen> shared = Machines.run(3, nodes -> fit(small, plan, nodes, 2));
        assertThat(shared).containsOnly(shared.get(0));
    }

    private static Checkpoint description() {
        return Checkpoint.of(PLAN, CONV, "hash", 24);
    }

    /** The first machine writes checkpoints; the second does something at a step. */
    private Map<String, List<Float>> fitBroken(Nodes nodes, boolean resumes, Runnable atStep, long step) {
        Engine.setThreads(1);
        try (Autoencoder model = CONV.build(nodes.rank() + 5);
                Trainer trainer = trainer(model, PLAN).join(nodes)) {
            if (nodes.isFirst()) {
                if (resumes) {
                    Checkpoint.restore(folder, trainer, description());
                }
                trainer.listen(new CheckpointListener(folder, description(), 1e9));
            }
            boolean[] wish = new boolean[1];
            trainer.stopWhen(() -> wish[0]).listen(new TrainingListener() {
                @Override
                public void stepped(long done, double loss, int examples) {
                    if (!nodes.isFirst() && done == step) {
                        wish[0] = true;
                        atStep.run();
                    }
                }
            });
            trainer.fit();
            return Fixture.weights(model);
        }
    }

    @Test
    void resumed_afterOneMachineWasStopped_endsWithTheBitsOfTheUnbrokenOne() {
        List<Map<String, List<Float>>> unbroken = Machines.run(2, nodes -> fitBroken(nodes, false, () -> {}, 25));
        Machines.run(2, nodes -> fitBroken(nodes, false, () -> {}, 7));
        assertThat(Checkpoint.describe(folder).step()).isEqualTo(8); // they agree in the step behind the wish
        assertThat(Machines.run(2, nodes -> fitBroken(nodes, true, () -> {}, 25)))
                .isEqualTo(unbroken);
    }

    @Test
    void resumed_afterOneMachineWasLost_endsWithTheBitsOfTheUnbrokenOne() {
        List<Map<String, List<Float>>> unbroken = Machines.run(2, nodes -> fitBroken(nodes, false, () -> {}, 25));
        List<Long> validations = new ArrayList<>();
        try (Autoencoder model = CONV.build(1);
                Trainer trainer = trainer(model, PLAN)) {
            trainer.listen(new TrainingListener() {
                        @Override
                        public void validated(Trainer fitted, Validation point) {
                            validations.add(point.step());
                        }
                    })
                    .fit();
        }
        // In the middle, in a validation, in the last one.
        for (long step : new long[] {5, validations.get(1), 24}) {
            assertThatThrownBy(() -> Machines.run(2, nodes -> fitBroken(nodes, false, nodes::close, step)))
                    .as("lost at %d", step)
                    .isInstanceOf(NodeLostException.class)
                    .hasMessageContaining("node 2 (127.0.0.1)");
            assertThat(Checkpoint.describe(folder).step()).isEqualTo(step);
            assertThat(Machines.run(2, nodes -> fitBroken(nodes, true, () -> {}, 25)))
                    .as("lost at %d", step)
                    .isEqualTo(unbroken);
        }
    }

    @Test
    void join_trainingsThatCannotBeShared_areRefused() {
        refused(CONV.withBody(new ConvBody(
                List.of(4), 1, 3, ConvBody.Down.STRIDE, ConvBody.Up.UPSAMPLE, Activation.RELU, Normalization.BATCH)));
        refused(CONV.withLoss(Distortion.GAUSSIAN));
        assertThatThrownBy(() -> Machines.run(2, nodes -> fit(CONV, PLAN.withBatch(1), nodes, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("a batch of 1 samples cannot be shared out among 2 machines: use a larger batch");
    }

    private static void refused(AutoencoderConfig config) {
        assertThat(config.mixesSamples()).isTrue();
        try (Autoencoder model = config.build(1);
                Trainer trainer = trainer(model, PLAN)) {
            assertThatThrownBy(() -> trainer.join(Nodes.alone()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("machines cannot share a batch");
        }
    }
}

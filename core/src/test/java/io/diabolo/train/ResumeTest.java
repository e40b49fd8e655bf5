package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same training gives the same bits: again, beside another one, and when it was interrupted. */
class ResumeTest {

    @TempDir
    Path folder = Path.of("");

    record Case(String name, AutoencoderConfig config, TrainingPlan plan) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> trainings() {
        AutoencoderConfig plain = Fixture.small(Normalization.NONE, 0);
        TrainingPlan plan = Fixture.plan();
        return Stream.of(
                new Case("adam, cosine", plain, plan),
                new Case(
                        "adamw, decay, clipping",
                        plain,
                        plan.with(plan.optimization()
                                .withOptimizer(Optimizer.Kind.ADAMW)
                                .withWeightDecay(0.05)
                                .withClipNorm(0.1))),
                new Case(
                        "sgd, plateau",
                        plain,
                        plan.with(plan.optimization()
                                        .withOptimizer(Optimizer.Kind.SGD)
                                        .withSchedule(Schedule.PLATEAU, 10)
                                        .withLearningRate(0.05))
                                .withPatience(2)
                                .withSteps(1_200)),
                new Case(
                        "linear path",
                        plain.withBody(new io.diabolo.model.MlpBody(
                                        List.of(12), io.diabolo.nn.Activation.TANH, Normalization.NONE, 0)
                                .withLinearPath()),
                        plan),
                new Case("averaging", plain, plan.with(plan.optimization().withAveraging(0.99))),
                new Case("batch normalisation", Fixture.small(Normalization.BATCH, 0), plan),
                new Case("dropout", Fixture.small(Normalization.LAYER, 0.2), plan),
                new Case("corruption", plain, plan.withCorruption(new GaussianNoise(20).then(new HiddenElements(0.1)))),
                new Case(
                        "variational",
                        plain.withBottleneck(new io.diabolo.model.bottleneck.VariationalConfig(0.01, 50)),
                        plan),
                new Case(
                        "quantized, averaging",
                        plain.withBottleneck(new io.diabolo.model.bottleneck.QuantizedConfig(8, 2, 0.25, 0.9)),
                        plan.with(plan.optimization().withAveraging(0.99))),
                new Case("augmentation", plain, plan.withAugmentation(1)));
    }

    private static Checkpoint description(Case training) {
        return Checkpoint.of(training.plan, training.config, "hash", training.plan.totalSteps(100));
    }

    private static Map<String, List<Float>> unbroken(Case training) {
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            trainer.fit();
            return Fixture.weights(model);
        }
    }

    private void interruptAt(Case training, long step) {
        AtomicLong asked = new AtomicLong();
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            TrainingResult result = trainer.listen(new CheckpointListener(folder, description(training), 1e9))
                    .stopWhen(() -> asked.getAndIncrement() == step)
                    .fit();
            assertThat(result.reason()).isEqualTo(TrainingResult.Reason.INTERRUPTED);
            assertThat(result.steps()).isEqualTo(step);
        }
        assertThat(Checkpoint.exists(folder)).isTrue();
        assertThat(Checkpoint.describe(folder).step()).isEqualTo(step);
    }

    private Map<String, List<Float>> resumed(Case training) {
        try (Autoencoder model = training.config.build(99);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            Checkpoint.restore(folder, trainer, description(training));
            trainer.fit();
            return Fixture.weights(model);
        }
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void resumed_endsWithTheBitsOfTheUnbrokenOne(Case training) {
        Map<String, List<Float>> expected = unbroken(training);
        for (long step : new long[] {0, 137, 200}) {
            interruptAt(training, step);
            assertThat(resumed(training)).as("stopped at %d", step).isEqualTo(expected);
        }
    }

    @Test
    void resumed_fromACheckpointOfAValidation_endsWithTheSameBits() {
        Case training = trainings().skip(3).findFirst().orElseThrow();
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            // A validation in the middle, every 26 steps, leaves the checkpoint, as before a kill.
            CheckpointListener listener = new CheckpointListener(folder, description(training), 0);
            trainer.listen(new TrainingListener() {
                        @Override
                        public void validated(Trainer self, Validation validation) {
                            if (validation.step() == 208) {
                                listener.validated(self, validation);
                            }
                        }
                    })
                    .fit();
        }
        assertThat(Checkpoint.describe(folder).step()).isEqualTo(208);
        assertThat(resumed(training)).isEqualTo(unbroken(training));
        CheckpointListener.remove(folder);
        assertThat(Checkpoint.exists(folder)).isFalse();
    }

    @Test
    void resumed_fromTheValidationThatEndedTheTraining_endsThereToo() {
        TrainingPlan plan = Fixture.plan()
                .withSteps(6_000)
                .withBatch(4)
                .withPatience(2)
                .with(Fixture.plan()
                        .optimization()
                        .withSchedule(Schedule.CONSTANT, 10)
                        .withLearningRate(1e-30));
        Case training = new Case("stops early", Fixture.small(Normalization.NONE, 0), plan);
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            CheckpointListener everyTime = new CheckpointListener(folder, description(training), 0);
            assertThat(trainer.listen(everyTime).fit().steps()).isEqualTo(4_000);
        }
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, plan)) {
            Checkpoint.restore(folder, trainer, description(training));
            TrainingResult result = trainer.fit();
            assertThat(result.steps()).isEqualTo(4_000);
            assertThat(result.reason()).isEqualTo(TrainingResult.Reason.STOPPED_EARLY);
        }
    }

    @Test
    void restore_bestWeightsSoFar_areBack() {
        Case training = trainings().findFirst().orElseThrow();
        AtomicLong asked = new AtomicLong();
        Map<String, List<Float>> best;
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            trainer.listen(new CheckpointListener(folder, description(training), 1e9))
                    .stopWhen(() -> asked.getAndIncrement() == 250)
                    .fit();
            best = Fixture.weights(model); // of the validation at step 200
        }
        try (Autoencoder model = training.config.build(99);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            Checkpoint.restore(folder, trainer, description(training));
            trainer.stopWhen(() -> true).fit();
            assertThat(Fixture.weights(model)).isEqualTo(best);
        }
    }

    @Test
    void fit_sameSeed_sameBits_anotherSeed_others() {
        Case training = trainings().findFirst().orElseThrow();
        Map<String, List<Float>> first = unbroken(training);
        assertThat(unbroken(training)).isEqualTo(first);
        assertThat(unbroken(new Case("", training.config, training.plan.withSeed(6))))
                .isNotEqualTo(first);
    }

    @Test
    void fit_twoTrainingsSideBySide_giveTheBitsOfEachAlone() throws Exception {
        List<Case> cases = trainings().skip(3).limit(4).toList();
        int before = Engine.threads();
        Engine.setThreads(1); // The number of threads is part of what gives the bits.
        List<Map<String, List<Float>>> alone =
                cases.stream().map(ResumeTest::unbroken).toList();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Map<String, List<Float>>>> together = cases.stream()
                    .map(training -> threads.submit(() -> {
                        Engine.setThreads(1);
                        return unbroken(training);
                    }))
                    .toList();
            for (int i = 0; i < cases.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        } finally {
            threads.shutdownNow();
            Engine.setThreads(before);
        }
    }

    @Test
    void restore_anotherPlanModelOrData_isRefused() {
        Case training = trainings().findFirst().orElseThrow();
        interruptAt(training, 50);
        try (Autoencoder model = training.config.build(1);
                Trainer trainer = Fixture.trainer(model, training.plan)) {
            Checkpoint same = description(training);
            for (Checkpoint other : List.of(
                    Checkpoint.of(training.plan.withSeed(1), training.config, "hash", same.totalSteps()),
                    Checkpoint.of(training.plan, Fixture.small(Normalization.BATCH, 0), "hash", same.totalSteps()),
                    Checkpoint.of(training.plan, training.config, "other", same.totalSteps()))) {
                assertThatThrownBy(() -> Checkpoint.restore(folder, trainer, other))
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining("another training");
            }
        }
    }

    @Test
    void restore_truncatedFile_isCorrupt() throws IOException {
        Case training = trainings().findFirst().orElseThrow();
        interruptAt(training, 50);
        Path file = folder.resolve(Checkpoint.FILE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 10));
        assertThatThrownBy(() -> Checkpoint.describe(folder)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void fit_hundredSteps_leaveTheLiveTensorsFlat() {
        for (Case training : trainings().toList()) {
            long before = TensorScope.liveTensors();
            AtomicLong first = new AtomicLong();
            AtomicLong last = new AtomicLong();
            try (Autoencoder model = training.config.build(1);
                    Trainer trainer = Fixture.trainer(model, training.plan.withSteps(250))) {
                trainer.listen(new TrainingListener() {
                            @Override
                            public void stepped(long step, double loss, int examples) {
                                // Inside of the step's scope at the same place: the same number each time.
                                if (step == 101) {
                                    first.set(TensorScope.liveTensors());
                                } else if (step == 201) {
                                    last.set(TensorScope.liveTensors());
                                }
                            }
                        })
                        .fit();
            }
            assertThat(last.get()).as(training.name).isEqualTo(first.get()).isPositive();
            assertThat(TensorScope.liveTensors()).isEqualTo(before);
        }
    }
}

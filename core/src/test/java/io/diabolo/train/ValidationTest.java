package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LossTerms;
import io.diabolo.model.OutputRange;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Parameters;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a validation reports, and what the guards make of it. */
class ValidationTest {

    /** A loss that is the number of the step; the first ten steps take their time. */
    private static final class Counting implements Trainable, AutoCloseable {

        private final Parameters parameters = Parameters.create(1);

        Counting() {
            parameters.constant("one", 1, 1);
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }

        @Override
        public int samples() {
            return 8;
        }

        @Override
        public long validationSteps() {
            return 10;
        }

        @Override
        public LossTerms loss(long step, Generator random) {
            if (step < 10) {
                LockSupport.parkNanos(20_000_000);
            }
            Tensor value = parameters.trainable().get(0).sum();
            return new LossTerms(value.mul(0).add((double) step), List.of());
        }

        @Override
        public Measured validate() {
            return new Measured(List.of("loss"), List.of(1000.0));
        }

        @Override
        public void close() {
            parameters.close();
        }
    }

    @Test
    void validated_secondTime_reportsWhatCameSinceTheFirst() {
        List<TrainingListener.Validation> points = new ArrayList<>();
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(20)
                .withBatch(8)
                .withLearningRate(1e-3)
                .with(TrainingPlan.auto().optimization().withLearningRate(1e-3).withSchedule(Schedule.CONSTANT, 0));
        try (TensorScope scope = TensorScope.open("test");
                Counting subject = new Counting();
                Trainer trainer = new Trainer(subject, plan, Device.CPU)) {
            trainer.listen(new TrainingListener() {
                        @Override
                        public void validated(Trainer fitted, Validation validation) {
                            points.add(validation);
                        }
                    })
                    .fit();
        }
        assertThat(points).extracting(TrainingListener.Validation::step).containsExactly(0L, 10L, 20L);
        assertThat(points.get(0).train()).containsExactly(Double.NaN);
        assertThat(points.get(0).validation()).containsExactly(1000.0);
        assertThat(points.get(1).train().get(0)).isCloseTo(4.5, within(1e-6));
        assertThat(points.get(2).train().get(0)).isCloseTo(14.5, within(1e-6));
        double seconds = points.get(2).seconds() - points.get(1).seconds();
        assertThat(points.get(2).imagesPerSecond()).isCloseTo(80 / seconds, within(1e-6 * 80 / seconds));
        assertThat(points.get(2).imagesPerSecond())
                .isGreaterThan(1.5 * 160 / points.get(2).seconds());
    }

    @Test
    void every_anyLength_givesFifteenPointsWhereValidatingTakesNoLongerThanTraining() {
        // (an epoch or 200 steps, steps that a validation takes, steps of the training)
        assertThat(ValidationSteps.every(200, 3, 600)).isEqualTo(40);
        assertThat(ValidationSteps.every(200, 3, 10_000)).isEqualTo(200);
        assertThat(ValidationSteps.every(200, 3, 20)).isEqualTo(3);
        assertThat(ValidationSteps.every(200, 1, 7)).isEqualTo(1);
        assertThat(ValidationSteps.every(200, 500, 600)).isEqualTo(200);
    }

    @Test
    void of_fewSamples_countsPatienceInEpochsAndOfManyInValidationsOfALongTraining() {
        TrainingPlan plan = TrainingPlan.auto().withBatch(8);
        try (TensorScope scope = TensorScope.open("test");
                Counting subject = new Counting()) {
            assertThat(ValidationSteps.of(subject, plan).unit()).isEqualTo(10); // 10 steps of an epoch each
        }
        assertThat(unit(100, plan.withBatch(25))).isEqualTo(100); // 25 epochs of 4 steps
        assertThat(unit(1_024, plan.withBatch(128))).isEqualTo(200);
        assertThat(unit(60_000, plan.withBatch(128))).isEqualTo(468); // an epoch
    }

    private static long unit(int samples, TrainingPlan plan) {
        Trainable subject = new Trainable() {
            @Override
            public Parameters parameters() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int samples() {
                return samples;
            }

            @Override
            public LossTerms loss(long step, Generator random) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Measured validate() {
                throw new UnsupportedOperationException();
            }
        };
        return ValidationSteps.of(subject, plan).unit();
    }

    /** More points of the curve change nothing but which of them is the best. */
    @Test
    void fit_validatedMoreOften_hasTheSameLossAtTheSameStep() {
        List<Double> often = losses(10);
        List<Double> seldom = losses(200);
        assertThat(often).hasSize(40);
        assertThat(seldom).hasSize(2);
        assertThat(often.get(19)).isEqualTo(seldom.get(0));
        assertThat(often.get(39)).isEqualTo(seldom.get(1));
    }

    /** The validation losses behind the first step of 400. */
    private static List<Double> losses(long every) {
        List<Double> losses = new ArrayList<>();
        TrainingPlan plan = Fixture.plan().withPatience(0);
        try (Autoencoder model = Fixture.small(Normalization.NONE, 0.1).build(1);
                Trainer trainer = new Trainer(new Spaced(model, plan, every), plan, Device.CPU)) {
            trainer.listen(new TrainingListener() {
                        @Override
                        public void validated(Trainer fitted, Validation validation) {
                            if (validation.step() > 0) {
                                losses.add(validation.validation().get(0));
                            }
                        }
                    })
                    .fit();
        }
        return losses;
    }

    /** A training of samples that validates every so many steps. */
    private record Spaced(SampleTraining training, long every) implements Trainable {

        Spaced(Autoencoder model, TrainingPlan plan, long every) {
            this(
                    new SampleTraining(
                            model,
                            Fixture.plane(100, 0, 1, 1),
                            Fixture.plane(40, 0, 1, 2),
                            Preprocessing.of(Fixture.plane(100, 0, 1, 1)),
                            plan,
                            Device.CPU),
                    every);
        }

        @Override
        public Parameters parameters() {
            return training.parameters();
        }

        @Override
        public int samples() {
            return training.samples();
        }

        @Override
        public LossTerms loss(long step, Generator random) {
            return training.loss(step, random);
        }

        @Override
        public List<Double> backward(long step, Generator random) {
            return training.backward(step, random);
        }

        @Override
        public long validationSteps() {
            return every;
        }

        @Override
        public Measured validate() {
            return training.validate();
        }
    }

    /** The loss before the first step is of sampled codes, as the training's is: the divergence guard compares the two. */
    @Test
    void fit_convolutionalVaeStoppedAfterFiveSteps_hasNotDiverged() {
        AutoencoderConfig config = AutoencoderConfig.conv(Fixture.glyphs().shape(), 8)
                .withBottleneck(new VariationalConfig(0, 0))
                .withOutput(OutputRange.LINEAR);
        TrainingPlan plan = TrainingPlan.auto().withSteps(5).withBatch(64).withLearningRate(1e-6);
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = config.build(1)) {
            // A posterior so wide that its samples, and not the data, decide the loss.
            Tensor bias = Objects.requireNonNull(model.parameters().all().get("bottleneck.bias"));
            bias.assignInPlace(Tensor.concat(List.of(Tensor.zeros(8), Tensor.full(8, 8)), 0));
            try (Trainer trainer = new Trainer(
                    model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), plan, Device.CPU)) {
                assertThat(trainer.fit().steps()).isEqualTo(5);
            }
        }
    }

    @Test
    void latent_penaltyBelowItsLimit_warnsWhateverItIsCalled() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor code = Tensor.of(new float[] {1, -1, 2, 0}, 2, 2);
            Bottleneck.Guard guard = new Bottleneck.Guard(0.5, "the codebook is not used; shrink it");
            for (double value : new double[] {0.4, 0.6}) {
                List<Bottleneck.Penalty> penalties = List.of(
                        new Bottleneck.Penalty("usage", Tensor.full(value, 2), 1, guard),
                        new Bottleneck.Penalty("kl_nats", Tensor.zeros(2), 1, null));
                List<String> warnings = new ArrayList<>();
                Health.latent(new Bottleneck.Latent(code, penalties, null), warnings);
                assertThat(warnings).isEqualTo(value < 0.5 ? List.of(guard.warning()) : List.of());
            }
        }
    }
}

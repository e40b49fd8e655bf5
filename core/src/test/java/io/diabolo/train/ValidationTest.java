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
import io.diabolo.nn.Parameters;
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
        assertThat(points).hasSize(2);
        assertThat(points.get(0).train().get(0)).isCloseTo(4.5, within(1e-6));
        assertThat(points.get(1).train().get(0)).isCloseTo(14.5, within(1e-6));
        double seconds = points.get(1).seconds() - points.get(0).seconds();
        assertThat(points.get(1).imagesPerSecond()).isCloseTo(80 / seconds, within(1e-6 * 80 / seconds));
        assertThat(points.get(1).imagesPerSecond())
                .isGreaterThan(1.5 * 160 / points.get(1).seconds());
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

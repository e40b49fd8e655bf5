package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.eval.Evaluation;
import io.diabolo.loss.Distortion;
import io.diabolo.model.OutputRange;
import io.diabolo.model.Reconstructor;
import io.diabolo.model.RestorerConfig;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The family without a bottleneck, through the same trainer, evaluation and folders as autoencoders. */
class RestorerTest {

    private static final RestorerConfig CONFIG = new RestorerConfig(
            SampleShape.picture(1, 28, 28),
            List.of(
                    new Conv(8, 3, 1),
                    new Activate(Activation.SILU),
                    new Conv(8, 3, 1),
                    new Activate(Activation.SILU),
                    new Conv(1, 3, 1)),
            true,
            Distortion.MSE,
            OutputRange.LINEAR,
            false);

    private static final Corruption NOISE = new GaussianNoise(76);
    private static final TrainingPlan PLAN =
            TrainingPlan.auto().withSteps(200).withBatch(32).withCorruption(NOISE);

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

    @Test
    void fit_noisyGlyphs_learnsToRestoreThemAndSurvivesItsFolderBitByBit() {
        assertThat(DataParallel.shares(CONFIG, 32, Device.CPU)).as("shared out").isEqualTo(2);
        try (TensorScope scope = TensorScope.open("test");
                Reconstructor model = CONFIG.build(1);
                Trainer trainer = new Trainer(
                        model, Fixture.glyphs(), Fixture.validation(), Fixture.preprocessing(), PLAN, Device.CPU)) {
            TrainingResult result = trainer.fit();
            Evaluation noisy = Evaluation.of(model, Fixture.preprocessing(), Fixture.test(), Device.CPU, NOISE);
            assertThat(noisy.mse()).isLessThan(0.5 * noisy.inputMse());

            Provenance provenance =
                    new Provenance("glyphs", "hash", 3_000, trainer.plan(), result, List.of(), List.of(), List.of());
            ModelFolder.save(folder, model, Fixture.preprocessing(), provenance);
            assertThat(ModelFolder.describe(folder).architecture()).isEqualTo(CONFIG);
            Tensor larger = Tensor.full(0.3, 2, 1, 17, 40); // it takes any size
            try (Reconstructor loaded = ModelFolder.load(folder, Device.CPU)) {
                Tensor output = loaded.reconstruct(larger);
                assertThat(output.shape()).isEqualTo(Shape.of(2, 1, 17, 40));
                assertThat(output.toFloats())
                        .isEqualTo(model.reconstruct(larger).toFloats());
            }
        }
    }
}

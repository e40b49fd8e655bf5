package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.eval.Evaluation;
import io.diabolo.linear.Pca;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a short training on drawn glyphs has to learn. */
class LearningTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 28, 28);
    private static final Preprocessing PREPROCESSING = Fixture.preprocessing();
    private static final MlpBody MLP = new MlpBody(List.of(192), Activation.GELU, Normalization.NONE, 0);
    private static final ConvBody CONV = new ConvBody(
            List.of(8, 16), 1, 3, ConvBody.Down.STRIDE, ConvBody.Up.TRANSPOSED, Activation.GELU, Normalization.NONE);

    private static TrainingPlan plan(int steps) {
        return TrainingPlan.auto()
                .withSteps(steps)
                .withBatch(64)
                .with(TrainingPlan.Optimization.auto().withLearningRate(3e-3).withSchedule(Schedule.COSINE, 20))
                .withSeed(1);
    }

    private static TrainingResult train(Autoencoder model, TrainingPlan plan) {
        try (Trainer trainer =
                new Trainer(model, Fixture.glyphs(), Fixture.validation(), PREPROCESSING, plan, Device.CPU)) {
            return trainer.fit();
        }
    }

    /** Test error of PCA: entry 0 of the mean image, entry 1 at {@code latent}. */
    private static double[] pca(int latent) {
        try (Pca pca = Pca.fit(Fixture.glyphs(), PREPROCESSING, latent)) {
            return pca.mse(Fixture.test(), List.of(0, latent));
        }
    }

    @Test
    void mlp_fewLatents_isBetterThanPcaAndTheMeanImage() {
        double[] linear = pca(4);
        try (Autoencoder model = AutoencoderConfig.mlp(SHAPE, 4)
                .withOutput(OutputRange.UNIT)
                .withBody(MLP)
                .build(1)) {
            TrainingResult result = train(model, plan(1_500));
            Evaluation evaluation = Evaluation.of(model, PREPROCESSING, Fixture.test(), Device.CPU);

            assertThat(linear[1]).isLessThan(linear[0]);
            assertThat(evaluation.mse()).isLessThan(0.95 * linear[1]);
            assertThat(result.reason()).isEqualTo(TrainingResult.Reason.COMPLETED);
            assertThat(result.bestValidationLoss()).isLessThan(result.initialValidationLoss());
            assertThat(result.warnings()).isEmpty();
        }
    }

    @Test
    void conv_fewLatents_isBetterThanTheMeanImageByFar() {
        try (Autoencoder model = AutoencoderConfig.conv(SHAPE, 8)
                .withOutput(OutputRange.UNIT)
                .withBody(CONV)
                .build(1)) {
            train(model, plan(500));
            assertThat(Evaluation.of(model, PREPROCESSING, Fixture.test(), Device.CPU)
                            .mse())
                    .isLessThan(0.7 * pca(1)[0]);
        }
    }

    @Test
    void denoiser_noisyGlyphs_comesCloserToTheCleanOnesThanTheInputWas() {
        try (Autoencoder model = AutoencoderConfig.mlp(SHAPE, 32)
                .withOutput(OutputRange.UNIT)
                .withBody(MLP)
                .build(1)) {
            Corruption noise = new GaussianNoise(100);
            train(model, plan(400).withCorruption(noise));
            Evaluation noisy = Evaluation.of(model, PREPROCESSING, Fixture.test(), Device.CPU, noise);

            assertThat(noisy.inputMse()).isBetween(0.14, 0.17); // (100/255)^2
            assertThat(noisy.mse()).isLessThan(0.4 * noisy.inputMse());
        }
    }

    @Test
    void variational_bothDecoders_learnsWithItsDivergenceAboveZero() {
        for (Distortion decoder : List.of(Distortion.BCE, Distortion.GAUSSIAN)) {
            AutoencoderConfig config = AutoencoderConfig.mlp(SHAPE, 8)
                    .withOutput(OutputRange.UNIT)
                    .withBody(MLP)
                    .withBottleneck(new VariationalConfig(1, 100))
                    .withLoss(decoder);
            try (Autoencoder model = config.build(1)) {
                Curve curve = new Curve();
                Dataset data = Fixture.glyphs();
                try (Trainer trainer =
                        new Trainer(model, data, Fixture.validation(), PREPROCESSING, plan(400), Device.CPU)) {
                    TrainingResult result = trainer.listen(curve).fit();
                    assertThat(result.bestValidationLoss()).isLessThan(0.9 * result.initialValidationLoss());
                    assertThat(result.warnings()).isEmpty();
                }
                assertThat(curve.parts).containsExactly("loss", "distortion", "kl_nats");
                assertThat(curve.last.get(2)).isGreaterThan(1);
                assertThat(curve.last.get(0))
                        .isCloseTo(curve.last.get(1) + curve.last.get(2), org.assertj.core.api.Assertions.within(1e-2));
                assertThat(Evaluation.of(model, PREPROCESSING, Fixture.test(), Device.CPU)
                                .mse())
                        .isLessThan(0.9 * pca(1)[0]);
            }
        }
    }

    /** Keeps the last point. */
    private static final class Curve implements TrainingListener {
        private List<String> parts = List.of();
        private List<Double> last = List.of();

        @Override
        public void started(long startStep, long totalSteps, List<String> train, List<String> names) {
            parts = names;
        }

        @Override
        public void validated(Trainer trainer, Validation validation) {
            last = validation.validation();
        }
    }
}

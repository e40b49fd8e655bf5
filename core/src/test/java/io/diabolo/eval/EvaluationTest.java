package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 1, 2);

    /** A model whose output is always (0.5, 0.25). */
    private static Autoencoder constant() {
        return constant(SHAPE, 0.5f, 0.25f);
    }

    private static Autoencoder constant(SampleShape shape, float... output) {
        Autoencoder model = AutoencoderConfig.mlp(shape, 1)
                .withBody(new MlpBody(List.of(), Activation.RELU, Normalization.NONE, 0))
                .withOutput(OutputRange.LINEAR)
                .build(1);
        try (TensorScope scope = TensorScope.open("test")) {
            model.parameters()
                    .all()
                    .forEach((name, tensor) ->
                            tensor.assignInPlace(Tensor.full(0, tensor.shape().toArray())));
            model.parameters().all().entrySet().stream()
                    .filter(entry -> entry.getKey().equals("decoder.0.bias"))
                    .forEach(entry -> entry.getValue().assignInPlace(Tensor.of(output, output.length)));
        }
        return model;
    }

    @Test
    void of_aKnownModel_isWhatIsComputedByHand() {
        Dataset data = FloatDataset.of("two", SHAPE, new float[][] {{1, 0}, {0.5f, 0.25f}});
        Preprocessing preprocessing = Preprocessing.of(data);
        long before = TensorScope.liveTensors();
        try (Autoencoder model = constant()) {
            Evaluation evaluation = Evaluation.of(model, preprocessing, data, Device.CPU, new HiddenElements(1));

            assertThat(evaluation.samples()).isEqualTo(2);
            assertThat(evaluation.squaredError()).isCloseTo((0.25 + 0.0625) / 2, within(1e-6));
            assertThat(evaluation.mse()).isCloseTo((0.25 + 0.0625) / 4, within(1e-6));
            assertThat(evaluation.meanAbsoluteError()).isCloseTo((0.5 + 0.25) / 4, within(1e-6));
            double first = -Math.log(0.5) - Math.log(0.75);
            double second = Math.log(2) - 0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
            assertThat(evaluation.bce()).isCloseTo((first + second) / 4, within(1e-6));
            // The exact one counts as wrong by a hundredth of a gray level.
            double exact = 20 * Math.log10(25_500);
            assertThat(evaluation.psnrDb()).isCloseTo((-10 * Math.log10(0.3125 / 2) + exact) / 2, within(1e-4));
            // All is hidden, which is black.
            assertThat(evaluation.inputMse()).isCloseTo((1 + 0.25 + 0.0625) / 4, within(1e-6));
            assertThat(evaluation.ssim()).isNaN();
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void of_standardisedData_hasNoCrossEntropyAndThePeakOfItsRange() {
        Dataset data = FloatDataset.of("wide", SHAPE, new float[][] {{-10, 0}, {30, 20}});
        try (Autoencoder model = constant()) {
            Evaluation evaluation = Evaluation.of(model, Preprocessing.of(data), data, Device.CPU);
            assertThat(evaluation.bce()).isNaN();
            double deviation = Math.sqrt((400 + 100 + 400 + 100) / 4.0);
            double mse = 0;
            double psnr = 0;
            for (double[] sample : new double[][] {{-20, -10}, {20, 10}}) {
                double error =
                        (Math.pow(sample[0] / deviation - 0.5, 2) + Math.pow(sample[1] / deviation - 0.25, 2)) / 2;
                mse += error / 2;
                psnr += 10 * Math.log10(Math.pow(40 / deviation, 2) / error) / 2;
            }
            assertThat(evaluation.mse()).isCloseTo(mse, within(1e-5));
            assertThat(evaluation.psnrDb()).isCloseTo(psnr, within(1e-4));
        }
    }

    @Test
    void of_tinyPictures_hasTheSimilarityOfTheDefinition() {
        SampleShape tiny = SampleShape.picture(1, 3, 3);
        float[][] samples = new float[2][9];
        for (int i = 0; i < 9; i++) {
            samples[0][i] = i / 8f;
            samples[1][i] = 1 - 0.02f * i;
        }
        float[] quarter = {0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f};
        Dataset data = FloatDataset.of("tiny", tiny, samples);
        try (Autoencoder model = constant(tiny, quarter)) {
            // Computed from the definition by itself: one Gaussian window of 3 x 3, deviation 1.5, for each sample.
            double expected = (0.007416552090649605 + 0.13548153517782535) / 2;
            assertThat(Evaluation.of(model, Preprocessing.of(data), data, Device.CPU)
                            .ssim())
                    .isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void of_outputsAtTheEnds_limitsTheCrossEntropy() {
        Dataset data = FloatDataset.of("ends", SHAPE, new float[][] {{0, 1}, {0, 1}});
        try (Autoencoder model = constant(SHAPE, 1, 0)) {
            assertThat(Evaluation.of(model, Preprocessing.of(data), data, Device.CPU)
                            .bce())
                    .isCloseTo(-Math.log(1e-6), within(1e-5));
        }
    }

    @Test
    void inDetail_severalChunks_areTheCodesAndErrorsOfEachSample() {
        float[][] samples = new float[300][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new float[] {i / 300f, 1 - i / 300f};
        }
        Dataset data = FloatDataset.of("ramp", SHAPE, samples);
        Preprocessing preprocessing = Preprocessing.of(data);
        try (Autoencoder model = AutoencoderConfig.mlp(SHAPE, 2).build(1);
                TensorScope scope = TensorScope.open("test")) {
            Evaluation.InDetail detail = Evaluation.inDetail(model, preprocessing, data, Device.CPU, Corruption.none());
            assertThat(detail.evaluation()).isEqualTo(Evaluation.of(model, preprocessing, data, Device.CPU));
            assertThat(detail.codes().size()).isEqualTo(300);
            for (int row : new int[] {0, 255, 256, 299}) {
                Tensor x = Tensor.of(samples[row], 1, 1, 1, 2);
                assertThat(detail.codes().row(row))
                        .containsExactly(model.encode(x).toFloats(), within(1e-5f));
                double mse = model.reconstruct(x).sub(x).square().mean().item();
                assertThat(detail.mse()[row]).isCloseTo(mse, within(1e-5));
            }
        }
    }
}

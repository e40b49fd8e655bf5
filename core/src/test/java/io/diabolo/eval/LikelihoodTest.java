package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikelihoodTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 1, 2);

    /** x = W z + b and normal noise; z has two numbers, of which the second moves nothing. */
    private static final double[] W = {0.8, -0.5};

    private static final double[] B = {0.4, 0.6};

    private static final Dataset DATA = data(200);

    private static Dataset data(int count) {
        Random random = new Random(7);
        float[][] samples = new float[count][];
        for (int i = 0; i < count; i++) {
            samples[i] = new float[] {random.nextFloat(), random.nextFloat()};
        }
        return FloatDataset.of("unit square", SHAPE, samples);
    }

    private static AutoencoderConfig config(Distortion loss) {
        return AutoencoderConfig.mlp(SHAPE, 2)
                .withBody(new MlpBody(List.of(), Activation.RELU, Normalization.NONE, 0))
                .withBottleneck(VariationalConfig.defaults())
                .withLoss(loss)
                .withOutput(OutputRange.LINEAR);
    }

    /**
     * @param shift moves the mean of the posterior away from the true one
     * @param noise the variance of the decoder
     */
    private static Autoencoder linear(Distortion loss, double shift, double noise) {
        Autoencoder model = config(loss).build(1);
        double variance = posteriorVariance(noise);
        float[] weight = new float[8]; // [mu_0, mu_1, log s_0^2, log s_1^2] of two inputs
        weight[0] = (float) (variance * W[0] / noise);
        weight[1] = (float) (variance * W[1] / noise);
        double mean = -variance * (W[0] * B[0] + W[1] * B[1]) / noise;
        float[] bias = {(float) (mean + shift), 0, (float) Math.log(variance), 0};
        try (TensorScope scope = TensorScope.open("test")) {
            set(model, "bottleneck.weight", Tensor.of(weight, 4, 2));
            set(model, "bottleneck.bias", Tensor.of(bias, 4));
            set(model, "decoder.0.weight", Tensor.of(new float[] {(float) W[0], 0, (float) W[1], 0}, 2, 2));
            set(model, "decoder.0.bias", Tensor.of(new float[] {(float) B[0], (float) B[1]}, 2));
        }
        return model;
    }

    private static double posteriorVariance(double noise) {
        return 1 / (1 + (W[0] * W[0] + W[1] * W[1]) / noise);
    }

    private static void set(Autoencoder model, String name, Tensor values) {
        Map<String, Tensor> all = model.parameters().all();
        Objects.requireNonNull(all.get(name), () -> name + " of " + all.keySet())
                .assignInPlace(values);
    }

    /** -log N(x; b, W W^T + noise I), its mean over the samples. */
    private static double exact(double noise) {
        double a = W[0] * W[0] + noise;
        double b = W[0] * W[1];
        double d = W[1] * W[1] + noise;
        double determinant = a * d - b * b;
        double total = 0;
        float[] x = new float[2];
        for (int i = 0; i < DATA.size(); i++) {
            DATA.gather(new int[] {i}, x);
            double u = x[0] - B[0];
            double v = x[1] - B[1];
            double square = (d * u * u - 2 * b * u * v + a * v * v) / determinant;
            total += Math.log(2 * Math.PI) + 0.5 * Math.log(determinant) + 0.5 * square;
        }
        return total / DATA.size();
    }

    private static Likelihood measure(Autoencoder model, int importance) {
        return LikelihoodEvaluation.of(
                model, Preprocessing.of(DATA), Device.CPU, new LikelihoodEvaluation.Data(DATA, DATA), importance, null);
    }

    @Test
    void likelihood_ofALinearModelWithItsTruePosterior_isExactWithOneSample() {
        long before = TensorScope.liveTensors();
        try (Autoencoder model = linear(Distortion.MSE, 0, 0.5)) {
            Likelihood likelihood = measure(model, 1);
            assertThat(likelihood.own().negativeLogLikelihood()).isCloseTo(exact(0.5), within(1e-4));
            assertThat(likelihood.own().elbo()).isCloseTo(-exact(0.5), within(1e-4));
            assertThat(likelihood.own().standardError()).isBetween(0.001, 0.1);
            assertThat(likelihood.observation()).isEqualTo("normal, variance 1/2");
            assertThat(likelihood.samples()).isEqualTo(200);
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void likelihood_ofAWrongPosterior_isExactWithManySamplesWhereTheBoundIsLowerByTheDivergence() {
        double shift = 0.6;
        try (Autoencoder model = linear(Distortion.MSE, shift, 0.5)) {
            Likelihood likelihood = measure(model, 3_000);
            double gap = shift * shift / (2 * posteriorVariance(0.5));
            assertThat(likelihood.own().negativeLogLikelihood()).isCloseTo(exact(0.5), within(0.005));
            assertThat(likelihood.own().elbo()).isCloseTo(-exact(0.5) - gap, within(0.01));
            assertThat(likelihood.reconstructionNats() + likelihood.klNats())
                    .isCloseTo(-likelihood.own().elbo(), within(0.01));
        }
    }

    @Test
    void units_thatCarryNothing_haveNoDivergenceAndAreNotActive() {
        try (Autoencoder model = linear(Distortion.MSE, 0, 0.5)) {
            Likelihood likelihood = measure(model, 2);
            assertThat(likelihood.activeUnits()).isEqualTo(1);
            assertThat(likelihood.klByUnit()).hasSize(2);
            assertThat(likelihood.klByUnit().get(0)).isGreaterThan(0.05);
            assertThat(likelihood.klByUnit().get(1)).isZero();
        }
    }

    @Test
    void likelihood_ofAGaussianDecoder_hasTheVarianceOfTrainingErrors() {
        try (Autoencoder model = linear(Distortion.GAUSSIAN, 0, 0.2)) {
            Likelihood likelihood = measure(model, 3_000);
            // E (x - W z - b)^2 under the posterior, by element
            double variance = Double.parseDouble(likelihood.observation().replaceAll(".* ", ""));
            assertThat(variance).isBetween(0.05, 0.5);
            assertThat(likelihood.own().negativeLogLikelihood()).isCloseTo(exact(variance), within(0.01));
        }
    }

    @Test
    void bounds_withAFittedPrior_areThoseOfThatPrior() {
        // The mixture is the standard normal distribution: nothing may change.
        GaussianMixture same = new GaussianMixture(
                new double[] {0.25, 0.75}, new double[2][2], new double[][] {{1, 0, 0, 1}, {1, 0, 0, 1}});
        try (Autoencoder model = linear(Distortion.MSE, 0.3, 0.5)) {
            Likelihood likelihood = LikelihoodEvaluation.of(
                    model, Preprocessing.of(DATA), Device.CPU, new LikelihoodEvaluation.Data(DATA, DATA), 20, same);
            assertThat(likelihood.bounds()).hasSize(2);
            assertThat(likelihood.bounds().get(1).prior()).isEqualTo("mixture of 2");
            assertThat(likelihood.bounds().get(1).negativeLogLikelihood())
                    .isCloseTo(likelihood.own().negativeLogLikelihood(), within(1e-4));
            assertThat(likelihood.bounds().get(1).elbo())
                    .isCloseTo(likelihood.own().elbo(), within(1e-4));
        }
    }

    @Test
    void likelihood_manySamples_isTheSameForEveryDivisionIntoBatches() {
        try (Autoencoder model = linear(Distortion.MSE, 0.6, 0.5)) {
            assertThat(measure(model, 100)).isEqualTo(measure(model, 100));
            // 64 codes of 64 samples at once: 65 codes need a second batch.
            assertThat(measure(model, 65).own().negativeLogLikelihood())
                    .isCloseTo(measure(model, 64).own().negativeLogLikelihood(), within(0.02));
        }
    }

    @Test
    void likelihood_badInput_isRefused() {
        try (Autoencoder model = linear(Distortion.MSE, 0, 0.5);
                Autoencoder plain = AutoencoderConfig.mlp(SHAPE, 1).build(1)) {
            assertThatThrownBy(() -> measure(model, 0))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("from 1 to 100,000");
            assertThatThrownBy(() -> measure(plain, 1))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("a variational one has");
        }
    }
}

package io.diabolo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Precision;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.DiagonalGaussian;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {

    private static final int FEATURES = 6;
    private static final int LATENT = 3;
    private static final AutoencoderConfig PLAIN = AutoencoderConfig.mlp(SampleShape.row(FEATURES), LATENT)
            .withBody(new MlpBody(List.of(8), Activation.TANH, Normalization.NONE, 0));
    private static final AutoencoderConfig VARIATIONAL =
            PLAIN.withBottleneck(new VariationalConfig(1, 0)).withLoss(Distortion.BCE);

    private static float[] uniform(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    static Stream<AutoencoderConfig> everyLossAndObjective() {
        List<AutoencoderConfig> configs = new ArrayList<>();
        for (Distortion loss : EnumSet.complementOf(EnumSet.of(Distortion.MIXTURE))) { // of pictures alone
            configs.add(PLAIN.withLoss(loss));
            configs.add(VARIATIONAL.withLoss(loss).withObjective(new ImportanceWeighted(3)));
            configs.add(VARIATIONAL.withLoss(loss).withObjective(new ImportanceWeighted(3, true)));
        }
        configs.add(PLAIN.withOutput(OutputRange.UNIT));
        configs.add(PLAIN.withObjective(new Contractive(0.5)));
        return configs.stream();
    }

    /** The loss and all its derivatives of five samples, of which every third value has the weight. */
    private static float[] lossAndGradients(AutoencoderConfig config, float weightOfThirds, float targetOfThirds) {
        float[] input = uniform(5 * FEATURES, 1);
        float[] targets = uniform(5 * FEATURES, 2);
        float[] weights = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            weights[i] = i % 3 == 0 ? weightOfThirds : 1;
            targets[i] = i % 3 == 0 ? targetOfThirds : targets[i];
        }
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(4);
                Autoencoder model = config.build(1)) {
            Example example = new Example(
                    Tensor.of(input, 5, FEATURES),
                    Tensor.of(targets, 5, FEATURES),
                    Tensor.of(weights, 5, FEATURES),
                    null);
            Tensor total = config.objective()
                    .loss(model, example, Pass.training(random), 0)
                    .total();
            Gradients.clear(model.parameters().trainable());
            total.backward();
            List<Tensor> numbers = new ArrayList<>(List.of(total.reshape(1)));
            for (Tensor parameter : model.parameters().trainable()) {
                Tensor gradient = Objects.requireNonNull(parameter.gradient());
                numbers.add(gradient.reshape(gradient.shape().elements()));
            }
            return Tensor.concat(numbers, 0).toFloats();
        }
    }

    @ParameterizedTest
    @MethodSource("everyLossAndObjective")
    void loss_weightZero_countsNeitherInTheLossNorInItsGradients(AutoencoderConfig config) {
        assertThat(lossAndGradients(config, 0, 0.1f)).isEqualTo(lossAndGradients(config, 0, 0.9f));
        assertThat(lossAndGradients(config, 1, 0.1f)).isNotEqualTo(lossAndGradients(config, 1, 0.9f));
        assertThat(lossAndGradients(config, 0, 0.1f)).isNotEqualTo(lossAndGradients(config, 1, 0.1f));
    }

    @ParameterizedTest
    @EnumSource
    void distortion_unitOutputs_areComparedAsTheyAreReturned(OutputRange output) {
        AutoencoderConfig config = PLAIN.withOutput(output);
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor raw = Tensor.of(new float[] {-4, 0, 4, 2, -1, 9}, 1, FEATURES);
            Tensor target = Tensor.of(uniform(FEATURES, 3), 1, FEATURES);
            double expected = config.values(raw).sub(target).square().sum().item();
            assertThat(config.distortion(raw, Example.clean(target)).item()).isCloseTo(expected, within(1e-5));
            float[] values = config.values(raw).toFloats();
            assertThat(values[0]).isEqualTo(output == OutputRange.UNIT ? (float) (1 / (1 + Math.exp(4))) : -4);
        }
    }

    @Test
    void importanceWeighted_bottleneckWithoutPosterior_isRefused() {
        assertThatThrownBy(() -> PLAIN.withObjective(new ImportanceWeighted(5)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("variational");
    }

    /** A posterior that is neither the prior nor the true one: mean 1, standard deviation 0.6. */
    private static Autoencoder model(AutoencoderConfig config) {
        Autoencoder model = config.build(2);
        Tensor bias = Objects.requireNonNull(model.parameters().all().get("bottleneck.bias"));
        bias.assignInPlace(Tensor.of(new float[] {1, 1, 1, -1, -1, -1}, 2 * LATENT));
        return model;
    }

    private static double mean(Objective objective, int samples, long seed) {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(seed);
                Autoencoder model = model(VARIATIONAL)) {
            Example example = Example.clean(Tensor.of(uniform(samples * FEATURES, 9), samples, FEATURES));
            return objective
                    .loss(model, example, Pass.training(random), Bottleneck.TRAINED)
                    .total()
                    .item();
        }
    }

    @Test
    void importanceWeighted_oneSample_isTheEvidenceLowerBoundInExpectation() {
        double bound = mean(new StandardObjective(), 20_000, 1);
        // The standard deviation of one sample is about 2 nats: of the mean of 20,000 about 0.015.
        assertThat(mean(new ImportanceWeighted(1), 20_000, 2)).isCloseTo(bound, within(0.08));
    }

    @Test
    void importanceWeighted_moreSamples_tightenTheBound() {
        double one = mean(new ImportanceWeighted(1), 4_000, 1);
        double five = mean(new ImportanceWeighted(5), 4_000, 2);
        double many = mean(new ImportanceWeighted(50), 4_000, 3);
        assertThat(five).isLessThan(one - 0.2);
        assertThat(many).isLessThan(five - 0.05);
    }

    @Test
    void importanceWeighted_severalSamples_areWeighedWithinEachExample() {
        int k = 4;
        int n = 3;
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(5);
                Generator again = Generator.of(5);
                Autoencoder model = model(VARIATIONAL)) {
            Tensor x = Tensor.of(uniform(n * FEATURES, 7), n, FEATURES);
            double loss = new ImportanceWeighted(k)
                    .loss(model, Example.clean(x), Pass.training(random), 0)
                    .total()
                    .item();

            Tensor repeated = Tensor.concat(Collections.nCopies(k, x), 0);
            Bottleneck.Latent latent = model.latent(x, Pass.training(again), 0);
            DiagonalGaussian posterior =
                    ((DiagonalGaussian) latent.probability().posterior()).repeated(k);
            Tensor code = posterior.sample(k * n, again);
            double[] logWeights = latent.probability()
                    .prior()
                    .logDensity(code)
                    .sub(posterior.logDensity(code))
                    .sub(VARIATIONAL.distortion(model.raw(code, Pass.inference()), Example.clean(repeated)))
                    .toDoubles();
            double expected = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < k; j++) {
                    sum += Math.exp(logWeights[j * n + i]);
                }
                expected -= Math.log(sum / k) / n;
            }
            assertThat(loss).isCloseTo(expected, within(1e-4));
        }
    }

    /** The derivative of the bound by the bottleneck's bias, its mean over many samples of one kind. */
    private static float[] gradient(Objective objective, int samples, long seed, String parameter) {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(seed);
                Autoencoder model = model(VARIATIONAL)) {
            Tensor x = Tensor.of(uniform(FEATURES, 9), 1, FEATURES);
            Example example = Example.clean(Tensor.concat(Collections.nCopies(samples, x), 0));
            objective.loss(model, example, Pass.training(random), 0).total().backward();
            return Objects.requireNonNull(
                            Objects.requireNonNull(model.parameters().all().get(parameter))
                                    .gradient())
                    .toFloats();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bottleneck.bias", "decoder.0.bias"})
    void doublyReparameterised_gradient_hasTheMeanOfThePlainOne(String parameter) {
        float[] plain = gradient(new ImportanceWeighted(5, false), 30_000, 1, parameter);
        float[] doubly = gradient(new ImportanceWeighted(5, true), 30_000, 2, parameter);
        for (int i = 0; i < plain.length; i++) {
            assertThat(doubly[i]).isCloseTo(plain[i], within(0.03f));
        }
        float largest = 0;
        for (float value : plain) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isGreaterThan(0.1f); // else the test would say nothing
    }

    /** x = W z + b and noise of variance 1/2, with the true posterior of that: all weights of a sample are equal. */
    private static double largestGradientAtTheTruePosterior(boolean doubly) {
        AutoencoderConfig config = AutoencoderConfig.mlp(SampleShape.picture(1, 1, 2), 1)
                .withBody(new MlpBody(List.of(), Activation.RELU, Normalization.NONE, 0))
                .withBottleneck(new VariationalConfig(1, 0))
                .withOutput(OutputRange.LINEAR);
        float variance = 1 / (1 + 2 * (0.64f + 0.25f));
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(6);
                Autoencoder model = config.build(1)) {
            set(model, "bottleneck.weight", new float[] {1.6f * variance, -variance, 0, 0}, 2, 2);
            set(model, "bottleneck.bias", new float[] {-0.02f * 2 * variance, (float) Math.log(variance)}, 2);
            set(model, "decoder.0.weight", new float[] {0.8f, -0.5f}, 2, 1);
            set(model, "decoder.0.bias", new float[] {0.4f, 0.6f}, 2);
            Example example = Example.clean(Tensor.of(uniform(8, 3), 4, 1, 1, 2));
            new ImportanceWeighted(5, doubly)
                    .loss(model, example, Pass.training(random), 0)
                    .total()
                    .backward();
            double largest = 0;
            for (String name : List.of("bottleneck.weight", "bottleneck.bias")) {
                Tensor parameter =
                        Objects.requireNonNull(model.parameters().all().get(name));
                for (float value : Objects.requireNonNull(parameter.gradient()).toFloats()) {
                    largest = Math.max(largest, Math.abs(value));
                }
            }
            return largest;
        }
    }

    private static void set(Autoencoder model, String name, float[] values, long... sizes) {
        Objects.requireNonNull(model.parameters().all().get(name)).assignInPlace(Tensor.of(values, sizes));
    }

    @Test
    void doublyReparameterised_gradientAtTheTruePosterior_hasNoNoise() {
        assertThat(largestGradientAtTheTruePosterior(true)).isLessThan(1e-5);
        assertThat(largestGradientAtTheTruePosterior(false)).isGreaterThan(0.01);
    }

    @Test
    void doublyReparameterised_value_isThatOfThePlainBound() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Generator again = Generator.of(3);
                Autoencoder model = model(VARIATIONAL)) {
            Example example = Example.clean(Tensor.of(uniform(4 * FEATURES, 9), 4, FEATURES));
            double plain = new ImportanceWeighted(7, false)
                    .loss(model, example, Pass.training(random), 0)
                    .total()
                    .item();
            double doubly = new ImportanceWeighted(7, true)
                    .loss(model, example, Pass.training(again), 0)
                    .total()
                    .item();
            assertThat(doubly).isCloseTo(plain, within(1e-5));
        }
    }

    @Test
    void doublyReparameterised_inBfloat16_reachesEveryParameter() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Autoencoder model = model(VARIATIONAL)) {
            Example example = Example.clean(Tensor.of(uniform(4 * FEATURES, 9), 4, FEATURES));
            Tensor loss;
            try (Autocast autocast = Autocast.open(Precision.BF16, Device.CPU)) {
                loss = new ImportanceWeighted(7, true)
                        .loss(model, example, Pass.training(random), 0)
                        .total();
            }
            loss.backward();
            model.parameters().all().forEach((name, parameter) -> assertThat(
                            Objects.requireNonNull(parameter.gradient(), name)
                                    .abs()
                                    .sum()
                                    .item())
                    .as(name)
                    .isPositive());
        }
    }

    @Test
    void prior_ofAVariationalModel_isTheStandardNormal() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Autoencoder model = VARIATIONAL.build(1);
                Autoencoder plain = PLAIN.build(1)) {
            Tensor codes = model.prior().orElseThrow().sample(20_000, random);
            assertThat(codes.shape().toArray()).containsExactly(20_000, LATENT);
            assertThat(codes.mean().item()).isCloseTo(0, within(0.02));
            assertThat(codes.square().mean().item()).isCloseTo(1, within(0.02));
            double density = model.prior()
                    .orElseThrow()
                    .logDensity(Tensor.of(new float[] {1, 2, -1}, 1, 3))
                    .item();
            assertThat(density).isCloseTo(-1.5 * Math.log(2 * Math.PI) - 3, within(1e-5));
            assertThat(plain.prior()).isEmpty();
        }
    }

    /** The square of the encoder's Jacobian at a sample, by central differences. */
    private static double squaredJacobian(Autoencoder model, float... x) {
        double sum = 0;
        float h = 0.01f;
        for (int i = 0; i < x.length; i++) {
            float[] up = x.clone();
            float[] down = x.clone();
            up[i] += h;
            down[i] -= h;
            Tensor difference =
                    model.encode(Tensor.of(up, 1, x.length)).sub(model.encode(Tensor.of(down, 1, x.length)));
            sum += difference.div(2 * h).square().sum().item();
        }
        return sum;
    }

    @Test
    void contraction_ofManySteps_isTheSquareOfTheJacobian() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Autoencoder model = PLAIN.withObjective(new Contractive(2)).build(1)) {
            float[] x = uniform(FEATURES, 1);
            Tensor samples = Tensor.concat(Collections.nCopies(4_000, Tensor.of(x, 1, FEATURES)), 0);
            LossTerms loss = model.config().objective().loss(model, Example.clean(samples), Pass.training(random), 0);
            double expected = squaredJacobian(model, x);
            LossTerms.Part last = loss.parts().get(loss.parts().size() - 1);
            assertThat(last.name()).isEqualTo("contraction");
            assertThat(last.mean().item()).isCloseTo(expected, within(0.05 * expected));
            assertThat(loss.total().item())
                    .isCloseTo(
                            loss.parts().get(0).mean().item() + 2 * last.mean().item(), within(1e-3));
        }
    }

    @Test
    void contractive_whereCodesAreDrawn_isRefused() {
        assertThatThrownBy(() -> VARIATIONAL.withObjective(new Contractive(1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("compares codes");
        assertThatThrownBy(() -> new Contractive(-1)).isInstanceOf(BadInputException.class);
    }
}

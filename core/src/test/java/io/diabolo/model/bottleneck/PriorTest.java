package io.diabolo.model.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learned priors and free bits against closed forms. */
class PriorTest {

    private static final SampleShape SHAPE = SampleShape.picture(1, 4, 4);

    private static AutoencoderConfig config(PriorConfig prior) {
        return AutoencoderConfig.mlp(SHAPE, 3)
                .withBottleneck(VariationalConfig.defaults().withPrior(prior));
    }

    private static Tensor sample(int count, long seed) {
        try (Generator random = Generator.of(seed)) {
            return Tensor.uniform(random, 0, 1, count, 1, 4, 4);
        }
    }

    @Test
    void vamp_withOnePseudoInput_isThePosteriorOfThatInput() {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Autoencoder model = config(new VampPrior(1)).build(1)) {
            Tensor x = sample(1, 2);
            Objects.requireNonNull(model.parameters().all().get("bottleneck.prior.pseudo_inputs"))
                    .assignInPlace(x);
            Density posterior = model.latent(x).probability().posterior();
            Tensor z = Tensor.of(new float[] {0.5f, -1, 2, 0, 0, 0}, 2, 3);
            double[] expected = posterior.logDensity(z).toDoubles();
            double[] density = model.prior().orElseThrow().logDensity(z).toDoubles();
            assertThat(density).containsExactly(expected, within(1e-4));
            // Then the divergence of that sample's posterior from the prior is none.
            double divergence = model.latent(x).penalties().get(0).values().toDoubles()[0];
            assertThat(divergence).isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void vamp_withSeveral_isTheMeanOfTheirPosteriors_andIsSampledAsSuch() {
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Generator random = Generator.of(5);
                Autoencoder model = config(new VampPrior(2)).build(1)) {
            Tensor x = sample(2, 3);
            Objects.requireNonNull(model.parameters().all().get("bottleneck.prior.pseudo_inputs"))
                    .assignInPlace(x);
            Tensor z = Tensor.of(new float[] {0.5f, -1, 0.3f}, 1, 3);
            double expected = 0;
            for (int i = 0; i < 2; i++) {
                Density posterior =
                        model.latent(x.narrow(0, i, 1)).probability().posterior();
                expected += Math.exp(posterior.logDensity(z).item()) / 2;
            }
            Density prior = model.prior().orElseThrow();
            assertThat(prior.logDensity(z).item()).isCloseTo(Math.log(expected), within(1e-4));
            float[] mean = prior.sample(40_000, random).mean(0).toFloats();
            float[] means = model.encode(x).mean(0).toFloats();
            assertThat(mean).containsExactly(means, within(0.03f));
        }
    }

    private static DiagonalMixture mixture(float[] weights, float[] means, float... logVariances) {
        long k = weights.length;
        return new DiagonalMixture(
                Tensor.of(weights, k).log(),
                new DiagonalGaussian(
                        Tensor.of(means, k, means.length / k), Tensor.of(logVariances, k, means.length / k)));
    }

    @Test
    void diagonalMixture_density_isThatOfTheFullOne() {
        GaussianMixture full =
                new GaussianMixture(new double[] {0.3, 0.7}, new double[][] {{1, -1}, {0, 2}}, new double[][] {
                    {Math.exp(-1), 0, 0, Math.exp(0.5)}, {1, 0, 0, Math.exp(-2)}
                });
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            DiagonalMixture diagonal = mixture(new float[] {0.3f, 0.7f}, new float[] {1, -1, 0, 2}, -1, 0.5f, 0, -2);
            Tensor z = Tensor.normal(random, 50, 2).mul(2);
            assertThat(diagonal.logDensity(z).toDoubles())
                    .containsExactly(full.logDensity(z).toDoubles(), within(1e-3));
            Tensor drawn = diagonal.sample(50_000, random);
            assertThat(drawn.mean(0).toFloats()).containsExactly(new float[] {0.3f, 1.1f}, within(0.03f));
        }
    }

    @Test
    void divergenceBound_ofOneComponent_isTheDivergence_ofMoreIsAbove() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(2)) {
            DiagonalGaussian posterior = new DiagonalGaussian(
                    Tensor.of(new float[] {0.4f, -0.3f}, 1, 2), Tensor.of(new float[] {-1, 0.2f}, 1, 2));
            double exact = posterior.divergenceFromStandard().sum().item();
            DiagonalMixture standard = mixture(new float[] {1}, new float[2], 0, 0);
            assertThat(standard.divergenceBound(posterior).item()).isCloseTo(exact, within(1e-5));

            DiagonalMixture two = mixture(new float[] {0.5f, 0.5f}, new float[] {1, 0, -1, 0}, -1, 0, -1, 0);
            Tensor drawn = new DiagonalGaussian(posterior.mean(), posterior.logVariance()).sample(200_000, random);
            double drawnDivergence = posterior
                    .logDensity(drawn)
                    .sub(two.logDensity(drawn))
                    .mean()
                    .item();
            double bound = two.divergenceBound(posterior).item();
            assertThat(bound)
                    .isBetween(
                            drawnDivergence,
                            drawnDivergence + Math.log(2)); // as far as one of two components can be from both
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "mixture", "vamp", "layered"})
    void learned_everyPrior_hasAGradientForEachOfItsNumbers_andAsManyAsItSays(String kind) {
        PriorConfig prior =
                switch (kind) {
                    case "mixture" -> new MixturePrior(4);
                    case "vamp" -> new VampPrior(4);
                    case "layered" -> new LayeredPrior(2, 5);
                    default -> new StandardPrior();
                };
        AutoencoderConfig config = config(prior);
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Autoencoder model = config.build(1)) {
            Tensor loss = model.forward(sample(8, 4), Pass.training(random), 0)
                    .latent()
                    .orElseThrow()
                    .penalties()
                    .get(0)
                    .values()
                    .mean();
            loss.backward();
            long numbers = 0;
            for (Tensor parameter : model.parameters().trainable()) {
                numbers += parameter.shape().elements();
            }
            assertThat(config.parameters()).isEqualTo(numbers);
            model.parameters().all().forEach((name, parameter) -> {
                if (name.startsWith("bottleneck")) {
                    assertThat(parameter.gradient()).as(name).isNotNull();
                }
            });
        }
        assertThat(Json.parse(Json.text(config), AutoencoderConfig.class)).isEqualTo(config);
    }

    /** One number above one: what is estimated is a density, and the one that draws come from. */
    @Test
    void layered_estimate_isOnAverageTheDensityOfItsDraws() {
        int grid = 200;
        int draws = 400;
        float[] points = new float[grid * draws];
        for (int i = 0; i < points.length; i++) {
            points[i] = (i % grid + 0.5f) * 16 / grid - 8;
        }
        try (TensorScope scope = TensorScope.open("test");
                NoGrad noGrad = NoGrad.open();
                Parameters parameters = Parameters.create(11);
                Generator random = Generator.of(5)) {
            PriorConfig.Prior prior =
                    new LayeredPrior(1, 6).build(parameters, new Place(Shape.of(1), Shape.of(1), 1), (x, pass) -> x);
            Density density = prior.density(Pass.validation(random));
            float[] at = density.logDensity(Tensor.of(points, points.length, 1))
                    .exp()
                    .toFloats();
            double mass = 0;
            double mean = 0;
            double square = 0;
            for (int i = 0; i < points.length; i++) {
                double part = at[i] * 16.0 / grid / draws;
                mass += part;
                mean += part * points[i];
                square += part * points[i] * points[i];
            }
            assertThat(mass).isCloseTo(1, within(0.03));
            float[] drawn = density.sample(100_000, random).toFloats();
            double drawnMean = 0;
            double drawnSquare = 0;
            for (float z : drawn) {
                drawnMean += z / drawn.length;
                drawnSquare += z * z / drawn.length;
            }
            assertThat(drawnMean).isCloseTo(mean, within(0.05));
            assertThat(drawnSquare).isCloseTo(square, within(0.12));
        }
    }

    @Test
    void json_ofModelsBeforeThereWereOthers_meansTheStandardPrior() {
        VariationalConfig old = (VariationalConfig)
                Json.parse("{\"type\": \"variational\", \"beta\": 2.0, \"warm_up_steps\": 3}", BottleneckConfig.class);
        assertThat(old).isEqualTo(new VariationalConfig(2, 3));
        assertThat(Json.text(old)).doesNotContain("prior", "free_bits");
    }

    /** One feature, two latents, whose means are the feature times 3 and nothing; variances are 1. */
    private static double withFreeBits(double bits, float... features) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Bottleneck bottleneck = VariationalConfig.defaults()
                    .withFreeBits(bits)
                    .build(parameters, new Place(Shape.of(1), Shape.of(1), 2), (x, pass) -> x);
            Objects.requireNonNull(parameters.all().get("weight"))
                    .assignInPlace(Tensor.of(new float[] {3, 0, 0, 0}, 4, 1));
            Objects.requireNonNull(parameters.all().get("bias")).assignInPlace(Tensor.zeros(4));
            List<Bottleneck.Penalty> penalties = bottleneck
                    .compress(Tensor.of(features, features.length, 1), Pass.inference(), Bottleneck.TRAINED)
                    .penalties();
            return penalties.stream()
                    .mapToDouble(penalty ->
                            penalty.weight() * penalty.values().mean().item())
                    .sum();
        }
    }

    @Test
    void freeBits_numbersBelow_countAsTheirFloor_othersAsTheirDivergence() {
        double nats = Math.log(2);
        // KL of the first number: 9/2 f^2, in the mean of the batch (9/2 (0.01 + 1) / 2); of the second none.
        assertThat(withFreeBits(0, 0.1f, 1)).isCloseTo(4.5 * 1.01 / 2, within(1e-4));
        assertThat(withFreeBits(0.5, 0.1f, 1)).isCloseTo(4.5 * 1.01 / 2 + 0.5 * nats, within(1e-4));
        assertThat(withFreeBits(2, 0, 0)).isCloseTo(2 * 2 * nats, within(1e-4));
    }

    @Test
    void badInput_isRefused() {
        assertThatThrownBy(() -> VariationalConfig.defaults().withFreeBits(-1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("from 0 to 1,000");
        assertThatThrownBy(() -> new VampPrior(0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new MixturePrior(20_000))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("from 1 to 10,000");
    }
}

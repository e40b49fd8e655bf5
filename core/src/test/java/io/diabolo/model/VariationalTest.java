package io.diabolo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.Place;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VariationalTest {

    /** One feature, one latent: mu = 2 f + 0.5, log s^2 = -f + 0.25. */
    private static Bottleneck bottleneck(VariationalConfig config, Parameters parameters) {
        Bottleneck bottleneck = config.build(parameters, new Place(Shape.of(1), Shape.of(1), 1), (x, pass) -> x);
        Objects.requireNonNull(parameters.all().get("weight")).assignInPlace(Tensor.of(new float[] {2, -1}, 2, 1));
        Objects.requireNonNull(parameters.all().get("bias")).assignInPlace(Tensor.of(new float[] {0.5f, 0.25f}, 2));
        return bottleneck;
    }

    @Test
    void penalty_isTheClosedFormOfTheDivergence() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Bottleneck bottleneck = bottleneck(new VariationalConfig(1, 0), parameters);
            Tensor features = Tensor.of(new float[] {-1, 0, 0.7f}, 3, 1);
            Bottleneck.Latent latent = bottleneck.compress(features, Pass.inference(), Bottleneck.TRAINED);

            assertThat(latent.penalties()).hasSize(1);
            double[] kl = latent.penalties().get(0).values().toDoubles();
            double[] at = {-1, 0, 0.7};
            for (int i = 0; i < at.length; i++) {
                double mean = 2 * at[i] + 0.5;
                double logVariance = -at[i] + 0.25;
                assertThat(kl[i])
                        .isCloseTo(0.5 * (mean * mean + Math.exp(logVariance) - 1 - logVariance), within(1e-5));
            }
            assertThat(latent.code().toFloats()).containsExactly(new float[] {-1.5f, 0.5f, 1.9f}, within(1e-5f));
        }
    }

    @Test
    void compress_training_drawsFromThePosterior() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(4)) {
            Bottleneck bottleneck = bottleneck(new VariationalConfig(1, 0), parameters);
            Tensor features = Tensor.full(1, 20_000, 1);
            Tensor code =
                    bottleneck.compress(features, Pass.training(random), 0).code();
            double mean = code.mean().item();
            double variance = code.sub(mean).square().mean().item();

            assertThat(mean).isCloseTo(2.5, within(0.02));
            assertThat(variance).isCloseTo(Math.exp(-0.75), within(0.02));
        }
    }

    @Test
    void weight_warmsUpFromZeroToBeta() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Bottleneck bottleneck = bottleneck(new VariationalConfig(4, 100), parameters);
            Tensor features = Tensor.zeros(1, 1);
            long[] steps = {0, 25, 100, Bottleneck.TRAINED};
            double[] expected = {0, 1, 4, 4};
            for (int i = 0; i < steps.length; i++) {
                assertThat(bottleneck
                                .compress(features, Pass.inference(), steps[i])
                                .penalties()
                                .get(0)
                                .weight())
                        .isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void objective_isDistortionPlusBetaTimesTheDivergence() {
        AutoencoderConfig config =
                AutoencoderConfig.mlp(SampleShape.picture(1, 4, 4), 2).withBottleneck(new VariationalConfig(3, 10));
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(4);
                Autoencoder model = config.build(1)) {
            Tensor x = Tensor.uniform(random, 0, 1, 5, 1, 4, 4);
            LossTerms terms = new StandardObjective().loss(model, Example.clean(x), Pass.inference(), 5);

            assertThat(terms.parts()).extracting(LossTerms.Part::name).containsExactly("distortion", "kl_nats");
            double distortion = terms.parts().get(0).mean().item();
            double kl = terms.parts().get(1).mean().item();
            assertThat(kl).isPositive();
            assertThat(distortion)
                    .isCloseTo(model.reconstruct(x).sub(x).square().sum().item() / 5, within(1e-4));
            assertThat(terms.total().item()).isCloseTo(distortion + 1.5 * kl, within(1e-4));
        }
    }

    @Test
    void training_sampledTwice_differs_inferenceDoesNot() {
        AutoencoderConfig config =
                AutoencoderConfig.mlp(SampleShape.picture(1, 4, 4), 2).withBottleneck(new VariationalConfig(1, 0));
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(4);
                Autoencoder model = config.build(1)) {
            Tensor x = Tensor.full(0.5, 1, 1, 4, 4);
            float[] first = model.forward(x, Pass.training(random), 0).raw().toFloats();
            float[] second = model.forward(x, Pass.training(random), 0).raw().toFloats();
            assertThat(first).isNotEqualTo(second);
            assertThat(model.reconstruct(x).toFloats())
                    .isEqualTo(model.reconstruct(x).toFloats());
            assertThat(model.encode(x).shape()).isEqualTo(Shape.of(1, 2));
        }
    }
}

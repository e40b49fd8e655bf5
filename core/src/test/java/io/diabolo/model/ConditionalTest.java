package io.diabolo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.loss.Distortion;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.ConditionalConfig;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Models whose decoder is told the label of a sample. */
class ConditionalTest {

    private static final AutoencoderConfig CONFIG = AutoencoderConfig.mlp(SampleShape.picture(1, 4, 4), 3)
            .withBottleneck(new ConditionalConfig(VariationalConfig.defaults(), List.of("cat", "dog")))
            .withLoss(Distortion.BCE);

    private static Tensor labels(int count, int label) {
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            values[2 * i + label] = 1;
        }
        return Tensor.of(values, count, 2);
    }

    @Test
    void latent_hasTheLabelBehindItsNumbers_ofAnUnknownOneNothing() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Autoencoder model = CONFIG.build(1)) {
            Tensor x = Tensor.uniform(random, 0, 1, 1, 1, 4, 4);
            float[] dog = model.latent(x, Pass.inference().withLabels(labels(1, 1)))
                    .code()
                    .toFloats();
            float[] unknown = model.encode(x).toFloats();
            assertThat(CONFIG.latentShape()).isEqualTo(Shape.of(5));
            assertThat(dog).hasSize(5).endsWith(0, 1);
            assertThat(unknown).hasSize(5).endsWith(0, 0).startsWith(dog[0], dog[1], dog[2]);
            Tensor other = model.decode(Tensor.of(new float[] {dog[0], dog[1], dog[2], 1, 0}, 1, 5));
            assertThat(other.toFloats())
                    .isNotEqualTo(model.decode(Tensor.of(dog, 1, 5)).toFloats());
        }
    }

    @Test
    void complete_severalDrawsOfEachSample_haveItsLabel() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor code = Tensor.of(new float[] {1, 1, 0, 2, 0, 1}, 2, 3);
            Bottleneck.Latent latent =
                    new Bottleneck.Latent(code, List.of(), null, Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
            Tensor complete = latent.complete(Tensor.of(new float[] {7, 8, 9, 10}, 4, 1));
            assertThat(complete.toFloats()).containsExactly(7, 1, 0, 8, 0, 1, 9, 1, 0, 10, 0, 1);
            assertThat(latent.vectors().toFloats()).containsExactly(1, 2);
        }
    }

    @Test
    void training_leavesATenthOfTheLabelsOut_validationNone() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(2);
                Autoencoder model = CONFIG.build(1)) {
            Tensor x = Tensor.uniform(random, 0, 1, 4_000, 1, 4, 4);
            Tensor told = labels(4_000, 0);
            Tensor trained =
                    model.latent(x, Pass.training(random).withLabels(told), 0).code();
            Tensor validated =
                    model.latent(x, Pass.validation(random).withLabels(told), 0).code();
            assertThat(trained.narrow(1, 3, 1).mean().item()).isCloseTo(0.9, within(0.02));
            assertThat(validated.narrow(1, 3, 1).mean().item()).isEqualTo(1);
        }
    }

    @Test
    void prior_drawsEveryLabelAsOften_andCountsThemInItsDensity() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Autoencoder model = CONFIG.build(1)) {
            Density prior = model.prior().orElseThrow();
            Tensor codes = prior.sample(10_000, random);
            assertThat(codes.narrow(1, 3, 1).mean().item()).isCloseTo(0.5, within(0.02));
            assertThat(codes.narrow(1, 3, 2).sum(1).mean().item()).isEqualTo(1);
            double density = prior.logDensity(Tensor.of(new float[] {0, 0, 0, 1, 0}, 1, 5))
                    .item();
            assertThat(density).isCloseTo(-1.5 * Math.log(2 * Math.PI) - Math.log(2), within(1e-5));
        }
    }

    @Test
    void importanceWeighted_ofAConditionalModel_reachesEveryParameter() {
        AutoencoderConfig config = CONFIG.withObjective(new ImportanceWeighted(4, true));
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(3);
                Autoencoder model = config.build(1)) {
            Example example = Example.clean(Tensor.uniform(random, 0, 1, 6, 1, 4, 4));
            config.objective()
                    .loss(model, example, Pass.training(random).withLabels(labels(6, 1)), 0)
                    .total()
                    .backward();
            model.parameters()
                    .all()
                    .forEach((name, parameter) ->
                            Objects.requireNonNull(parameter.gradient(), () -> name + " has no gradient"));
        }
    }

    @Test
    void config_survivesJson_andRefusesWhatCannotBe() {
        assertThat(Json.parse(Json.text(CONFIG), AutoencoderConfig.class)).isEqualTo(CONFIG);
        assertThatThrownBy(() -> new ConditionalConfig(QuantizedConfig.defaults(), List.of("a")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("quantized");
        assertThatThrownBy(() -> new ConditionalConfig(VariationalConfig.defaults(), List.of("a", "a")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("all different");
        assertThatThrownBy(() -> new ConditionalConfig(VariationalConfig.defaults(), List.of()))
                .isInstanceOf(BadInputException.class);
    }
}

package io.diabolo.model;

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
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.model.bottleneck.Place;
import io.diabolo.model.bottleneck.QuantizedConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The vector-quantised bottleneck against what is computed by hand. */
class QuantizedTest {

    private static final QuantizedConfig TWO = new QuantizedConfig(2, 1, 0.25, 0.5);

    /** A bottleneck for features [1, 2, 2] and D = 1 whose projection changes nothing, with the codes 0 and 10. */
    private static Bottleneck identity(Parameters parameters, QuantizedConfig config) {
        Bottleneck bottleneck = config.build(
                parameters, new Place(Shape.of(1, 2, 2), Shape.of(1, 2, 2), 1), (features, pass) -> features);
        Map<String, Tensor> all = parameters.all();
        get(all, "weight").assignInPlace(Tensor.full(1, 1, 1, 1, 1));
        get(all, "bias").assignInPlace(Tensor.zeros(1));
        get(all, "codebook").assignInPlace(Tensor.of(new float[] {0, 10}, 2, 1));
        get(all, "usage").assignInPlace(Tensor.of(new float[] {2, 2}, 2));
        return bottleneck;
    }

    private static Tensor get(Map<String, Tensor> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private static Bottleneck.Penalty penalty(Bottleneck.Latent latent, String name) {
        return latent.penalties().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void compress_vectors_becomeTheNearestCodes_withTheGradientOfWhatTheyStandFor() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(1)) {
            Bottleneck bottleneck = identity(parameters, TWO);
            Tensor x = Tensor.of(new float[] {1, 9, 4, 7, -3, 12, 6, 0}, 2, 1, 2, 2)
                    .requireGradient();
            Bottleneck.Latent latent = bottleneck.compress(x, Pass.training(random), 0);

            assertThat(latent.code().shape()).isEqualTo(Shape.of(2, 1, 2, 2));
            assertThat(latent.code().toFloats()).containsExactly(0, 10, 0, 10, 0, 10, 10, 0);
            Bottleneck.Penalty commitment = penalty(latent, "commitment");
            assertThat(commitment.weight()).isEqualTo(0.25);
            assertThat(commitment.values().toFloats()).containsExactly(1 + 1 + 16 + 9, 9 + 4 + 16);
            latent.code().mul(3).sum().add(commitment.values().sum()).backward();
            // Straight through: 3, and of the commitment 2 (z - e).
            assertThat(Objects.requireNonNull(x.gradient()).toFloats())
                    .containsExactly(3 + 2, 3 - 2, 3 + 8, 3 - 6, 3 - 6, 3 + 4, 3 - 8, 3);
            assertThat(penalty(latent, "perplexity").values().item()).isCloseTo(2, within(1e-6));
        }
    }

    @Test
    void afterStep_movesCodesByTheMovingAveragesOfWhatTheyStoodFor() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(1)) {
            Bottleneck bottleneck = identity(parameters, TWO);
            Tensor x = Tensor.of(new float[] {1, 9, 4, 7, -3, 12, 6, 0}, 2, 1, 2, 2);
            bottleneck.compress(x, Pass.training(random), 0);
            assertThat(get(parameters.all(), "codebook").toFloats()).containsExactly(0, 10);
            bottleneck.afterStep();
            // N = 0.5 * 2 + 0.5 * 4 = 3; m = 0.5 * 2 * e + 0.5 * sum; e = m / N
            assertThat(get(parameters.all(), "usage").toFloats()).containsExactly(3, 3);
            assertThat(get(parameters.all(), "codebook").toFloats())
                    .containsExactly(new float[] {(0 + 0.5f * 2) / 3, (10 + 0.5f * 34) / 3}, within(1e-5f));
            bottleneck.afterStep(); // a step that saw nothing
            assertThat(get(parameters.all(), "usage").toFloats()).containsExactly(1.5f, 1.5f);
            assertThat(get(parameters.all(), "codebook").toFloats())
                    .containsExactly(new float[] {1 / 3f, 9}, within(1e-5f));
        }
    }

    @Test
    void compress_outsideOfTraining_leavesTheCodebookAlone() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(1);
                NoGrad noGrad = NoGrad.open()) {
            Bottleneck bottleneck = identity(parameters, TWO);
            Tensor x = Tensor.full(100, 1, 1, 2, 2);
            bottleneck.compress(x, Pass.validation(random), 0);
            bottleneck.compress(x, Pass.inference(), Bottleneck.TRAINED);
            bottleneck.afterStep();
            assertThat(get(parameters.all(), "codebook").toFloats()).containsExactly(0, 10);
        }
    }

    @Test
    void afterStep_deadCodes_becomeVectorsOfTheBatch() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(1)) {
            QuantizedConfig config = new QuantizedConfig(3, 1, 0.25, 0.9);
            Bottleneck bottleneck =
                    config.build(parameters, new Place(Shape.of(1), Shape.of(1), 1), (features, pass) -> features);
            Map<String, Tensor> all = parameters.all();
            get(all, "weight").assignInPlace(Tensor.full(1, 1, 1));
            get(all, "bias").assignInPlace(Tensor.zeros(1));
            get(all, "codebook").assignInPlace(Tensor.of(new float[] {0, 10, 1000}, 3, 1));
            get(all, "usage").assignInPlace(Tensor.of(new float[] {4, 4, 0.1f}, 3));
            bottleneck.compress(Tensor.of(new float[] {4, 6}, 2, 1), Pass.training(random), 0);
            bottleneck.afterStep();
            float revived = get(all, "codebook").toFloats()[2];
            assertThat(revived).isIn(4f, 6f);
            float[] usage = get(all, "usage").toFloats();
            assertThat(usage[2]).isCloseTo((3.7f + 3.7f + 0.09f) / 3, within(1e-4f));
        }
    }

    @Test
    void compress_groups_haveCodebooksOfTheirOwn() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Bottleneck bottleneck = new QuantizedConfig(2, 2, 0.25, 0.5)
                    .build(parameters, new Place(Shape.of(4), Shape.of(4), 4), (features, pass) -> features);
            Map<String, Tensor> all = parameters.all();
            get(all, "weight")
                    .assignInPlace(Tensor.of(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, 4, 4));
            get(all, "bias").assignInPlace(Tensor.zeros(4));
            get(all, "codebook").assignInPlace(Tensor.of(new float[] {0, 0, 1, 1, 5, 5, 9, 9}, 4, 2));
            Tensor x = Tensor.of(new float[] {0.9f, 0.9f, 4, 6, 0.1f, -0.1f, 8, 8}, 2, 4);
            assertThat(bottleneck
                            .compress(x, Pass.inference(), Bottleneck.TRAINED)
                            .code()
                            .toFloats())
                    .containsExactly(1, 1, 5, 5, 0, 0, 9, 9);
        }
    }

    @Test
    void prior_samples_areAsOftenAsTheCodesWereUsed_andKnowTheirProbability() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1);
                Generator random = Generator.of(1)) {
            Bottleneck bottleneck = identity(parameters, TWO);
            get(parameters.all(), "usage").assignInPlace(Tensor.of(new float[] {3, 1}, 2));
            Density prior = bottleneck.prior().orElseThrow();
            Tensor codes = prior.sample(5_000, random);
            assertThat(codes.shape()).isEqualTo(Shape.of(5_000, 4));
            assertThat(codes.mean().item()).isCloseTo(2.5, within(0.1)); // codes are 0 and 10
            Tensor one = Tensor.of(new float[] {0, 0, 0, 10}, 1, 4);
            assertThat(prior.logDensity(one).toFloats())
                    .containsExactly(new float[] {(float) (3 * Math.log(0.75) + Math.log(0.25))}, within(1e-5f));
        }
    }

    @Test
    void perplexity_ofACollapsedCodebook_isBelowItsGuard_andOfAnEvenlyUsedOneIsNot() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            int codes = 200;
            Bottleneck bottleneck = QuantizedConfig.withCodes(codes)
                    .build(parameters, new Place(Shape.of(3), Shape.of(3), 1), (features, pass) -> features);
            Tensor usage = get(parameters.all(), "usage");
            float[] collapsed = new float[codes];
            collapsed[7] = 50;
            for (boolean even : new boolean[] {false, true}) {
                usage.assignInPlace(even ? Tensor.full(2, codes) : Tensor.of(collapsed, codes));
                Bottleneck.Penalty perplexity = penalty(
                        bottleneck.compress(Tensor.zeros(2, 3), Pass.inference(), Bottleneck.TRAINED), "perplexity");
                double value = perplexity.values().item();
                assertThat(value).isCloseTo(even ? codes : 1, within(1e-2));
                Bottleneck.Guard guard = Objects.requireNonNull(perplexity.guard());
                assertThat(value < guard.limit()).isEqualTo(!even);
                assertThat(guard.warning()).contains("of 200 codes less than 4 carry the data");
                assertThat(perplexity.weight()).isZero();
            }
        }
    }

    @Test
    void encode_aSpatialLatent_isARowOfNumbers_thatDecodeTakesBack() {
        SampleShape shape = SampleShape.picture(2, 10, 9);
        SpatialBody body = new SpatialBody(List.of(4, 5), 1, Activation.SILU);
        AutoencoderConfig config = AutoencoderConfig.of(shape, 3, body, QuantizedConfig.withCodes(7));
        assertThat(config.latentShape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(config.codeSize()).isEqualTo(12);
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Autoencoder model = config.build(1)) {
            Tensor codebook = get(model.parameters().all(), "bottleneck.codebook");
            codebook.assignInPlace(Tensor.normal(random, 7, 3).mul(0.1));
            Tensor x = Tensor.uniform(random, 0, 1, 6, 2, 10, 9);
            Tensor codes = model.encode(x);
            assertThat(codes.shape()).isEqualTo(Shape.of(6, 12));
            assertThat(model.decode(codes).toFloats())
                    .containsExactly(model.reconstruct(x).toFloats(), within(0f));
            Reconstructor.Forward forward = model.forward(x, Pass.inference(), Bottleneck.TRAINED);
            assertThat(config.values(forward.raw()).toFloats())
                    .containsExactly(model.reconstruct(x).toFloats(), within(1e-6f));
            // Each position of the code is one of the seven vectors.
            float[] book = codebook.toFloats();
            float[] values = codes.toFloats(); // [6, 3, 2, 2]
            for (int position = 0; position < 4; position++) {
                float first = values[position];
                float third = values[8 + position];
                boolean found = false;
                for (int k = 0; k < 7; k++) {
                    found |= book[3 * k] == first && book[3 * k + 2] == third;
                }
                assertThat(found).isTrue();
            }
            assertThat(model.config().parameters())
                    .isEqualTo(model.parameters().all().entrySet().stream()
                            .filter(entry -> !entry.getKey().equals("bottleneck.usage"))
                            .mapToLong(entry -> entry.getValue().shape().elements())
                            .sum());
        }
    }

    @Test
    void takeStepSums_ofAReplica_teachTheModelWhatTheWholeBatchTeaches() {
        SampleShape shape = SampleShape.picture(1, 8, 8);
        AutoencoderConfig config =
                AutoencoderConfig.of(shape, 2, SpatialBody.defaults(shape), QuantizedConfig.withCodes(4));
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1);
                Autoencoder whole = config.build(1);
                Autoencoder shared = config.build(1);
                Autoencoder replica = shared.replica()) {
            Tensor book = Tensor.normal(random, 4, 2).mul(0.1);
            for (Autoencoder model : List.of(whole, shared)) {
                get(model.parameters().all(), "bottleneck.codebook").assignInPlace(book);
                get(model.parameters().all(), "bottleneck.usage").assignInPlace(Tensor.full(3, 4));
            }
            Tensor x = Tensor.uniform(random, 0, 1, 10, 1, 8, 8);
            whole.forward(x, Pass.training(random), 0);
            shared.forward(x.narrow(0, 0, 5), Pass.training(random), 0);
            replica.forward(x.narrow(0, 5, 5), Pass.training(random), 0);
            shared.parameters().takeStepSums(replica.parameters());
            whole.afterStep();
            shared.afterStep();
            assertThat(get(shared.parameters().all(), "bottleneck.codebook").toFloats())
                    .containsExactly(
                            get(whole.parameters().all(), "bottleneck.codebook").toFloats(), within(1e-5f))
                    .isNotEqualTo(book.toFloats());
        }
    }

    @Test
    void config_badValues_sayTheRule() {
        assertThatThrownBy(() -> QuantizedConfig.withCodes(1))
                .isInstanceOf(BadInputException.class)
                .hasMessage("quantized: codes must be from 2 to 65,536, were 1");
        assertThatThrownBy(() -> new QuantizedConfig(2, 0, 0, 0)).hasMessageContaining("groups");
        assertThatThrownBy(() -> new QuantizedConfig(2, 1, Double.NaN, 0)).hasMessageContaining("commitment");
        assertThatThrownBy(() -> new QuantizedConfig(2, 1, 0, 1)).hasMessageContaining("decay");
        AutoencoderConfig row = AutoencoderConfig.mlp(SampleShape.row(9), 4);
        assertThatThrownBy(() -> row.withBottleneck(new QuantizedConfig(2, 3, 0, 0)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("3 groups must divide the latent of 4 numbers");
        SampleShape picture = SampleShape.picture(1, 8, 8);
        assertThatThrownBy(() -> AutoencoderConfig.plain(picture, 2, SpatialBody.defaults(picture)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("the decoder begins with the latent [2] of a plain bottleneck: conv");
        assertThatThrownBy(() -> SpatialBody.defaults(SampleShape.picture(1, 3, 8)))
                .hasMessageContaining("too narrow");
        // Eight groups of three bits, and 49 positions of nine.
        assertThat(QuantizedConfig.withCodes(8).forFlatLatent(32).codeBits(Shape.of(32)))
                .isCloseTo(24, within(1e-9));
        assertThat(QuantizedConfig.withCodes(512).codeBits(Shape.of(32, 7, 7))).isCloseTo(441, within(1e-9));
        assertThat(QuantizedConfig.withCodes(8).forFlatLatent(32).groups()).isEqualTo(8);
        assertThat(QuantizedConfig.withCodes(8).forFlatLatent(6).groups()).isEqualTo(2);
        assertThat(QuantizedConfig.withCodes(8).forFlatLatent(7).groups()).isEqualTo(7);
    }
}

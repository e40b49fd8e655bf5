package io.diabolo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Unflatten;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoencoderTest {

    private static final int LATENT = 3;

    static Stream<SampleShape> shapes() {
        return Stream.of(
                SampleShape.picture(1, 28, 28),
                SampleShape.picture(1, 112, 92),
                SampleShape.picture(1, 28, 20),
                SampleShape.picture(3, 321, 481),
                SampleShape.picture(3, 17, 31),
                SampleShape.picture(4, 9, 5),
                SampleShape.picture(1, 1, 7),
                SampleShape.picture(2, 1, 1),
                SampleShape.series(1, 140),
                SampleShape.series(3, 33),
                SampleShape.series(2, 1));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void reconstruct_anySize_returnsToItsOwn(SampleShape shape) {
        for (Body body : List.of(mlp(Normalization.LAYER), conv(ConvBody.Down.STRIDE, ConvBody.Up.TRANSPOSED, 1))) {
            checkShapes(config(shape, body));
        }
    }

    static Stream<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (ConvBody.Down down : ConvBody.Down.values()) {
            for (ConvBody.Up up : ConvBody.Up.values()) {
                bodies.add(conv(down, up, 1));
                bodies.add(conv(down, up, 2));
            }
        }
        for (Normalization kind : Normalization.values()) {
            bodies.add(mlp(kind));
            bodies.add(new ConvBody(
                    List.of(4, 6), 2, 5, ConvBody.Down.STRIDE, ConvBody.Up.UPSAMPLE, Activation.SILU, kind));
        }
        bodies.add(new ConvBody(
                List.of(3, 3, 3),
                1,
                1,
                ConvBody.Down.STRIDE,
                ConvBody.Up.TRANSPOSED,
                Activation.RELU,
                Normalization.NONE));
        bodies.add(new MlpBody(List.of(), Activation.RELU, Normalization.NONE, 0));
        return bodies.stream();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void reconstruct_everyOption_keepsOddAndEvenSizes(Body body) {
        for (SampleShape shape :
                List.of(SampleShape.picture(3, 13, 10), SampleShape.picture(1, 16, 16), SampleShape.series(2, 13))) {
            checkShapes(config(shape, body));
            checkShapes(config(shape, body).withBottleneck(new VariationalConfig(1, 0)));
        }
    }

    private static void checkShapes(AutoencoderConfig config) {
        SampleShape in = config.input();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(2);
                Autoencoder model = config.build(1)) {
            long[] sizes = LongStream.concat(
                            LongStream.of(2), in.sizes().stream().mapToLong(size -> size))
                    .toArray();
            Tensor x = Tensor.uniform(random, 0, 1, sizes);
            Tensor code = model.encode(x);
            assertThat(code.shape()).isEqualTo(Shape.of(2, LATENT));
            assertThat(model.decode(code).shape()).isEqualTo(x.shape());
            assertThat(model.reconstruct(x).toFloats())
                    .isEqualTo(model.decode(code).toFloats());
            assertThat(model.parameters().trainable().stream()
                            .mapToLong(t -> t.shape().elements())
                            .sum())
                    .isEqualTo(config.parameters());
        }
    }

    @Test
    void defaults_bothBodies_takeTheUsualSizes() {
        for (SampleShape shape : List.of(SampleShape.picture(1, 28, 28), SampleShape.picture(3, 64, 96))) {
            checkShapes(AutoencoderConfig.mlp(shape, LATENT));
            checkShapes(AutoencoderConfig.conv(shape, LATENT));
        }
    }

    @Test
    void mlpDefaults_ofEachKind_haveWidthsByTheNumberOfValues() {
        assertThat(MlpBody.defaults(SampleShape.picture(1, 28, 28), 300).widths())
                .containsExactly(512);
        assertThat(MlpBody.defaults(SampleShape.picture(1, 28, 28), 8).widths()).containsExactly(512, 256);
        assertThat(MlpBody.defaults(SampleShape.row(5), 2).widths()).containsExactly(40, 20);
        assertThat(MlpBody.defaults(SampleShape.row(2), 1).widths()).containsExactly(32, 16);
        assertThat(MlpBody.defaults(SampleShape.row(2), 30).widths()).containsExactly(32, 30);
        assertThat(MlpBody.defaults(SampleShape.series(1, 140), 8).widths()).containsExactly(256, 128);
        checkShapes(AutoencoderConfig.mlp(SampleShape.row(5), LATENT));
    }

    @Test
    void convDefaults_ofSeries_endWithFourToSevenSteps_andRowsAreRefused() {
        for (int length : new int[] {8, 15, 140, 1000, 7000}) {
            SampleShape shape = SampleShape.series(2, length);
            int stages = ConvBody.defaults(shape).channels().size();
            assertThat(Math.ceil(length / Math.pow(2, stages))).isBetween(4.0, 7.0);
        }
        assertThatThrownBy(() -> ConvBody.defaults(SampleShape.row(5))).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> config(SampleShape.row(5), conv(ConvBody.Down.STRIDE, ConvBody.Up.TRANSPOSED, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("use mlp");
    }

    @Test
    void linearPath_ofBothBodies_isTheModelWhenTheNetworksBesideItEndWithZeros() {
        MlpBody mlp = new MlpBody(List.of(5), Activation.GELU, Normalization.NONE, 0).withLinearPath();
        ConvBody conv = ConvBody.defaults(SampleShape.series(2, 9)).withLinearPath();
        checkLinearPath(mlp, SampleShape.row(7));
        for (SampleShape shape : List.of(SampleShape.series(2, 9), SampleShape.picture(1, 6, 5))) {
            checkLinearPath(mlp, shape);
            checkLinearPath(conv, shape);
        }
        assertThat(mlp(Normalization.NONE).pathAround(SampleShape.row(7))).isEmpty();
    }

    private static void checkLinearPath(Body body, SampleShape shape) {
        AutoencoderConfig config = config(shape, body);
        checkShapes(config);
        LinearPath path = body.pathAround(shape).orElseThrow();
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(2);
                Autoencoder model = config.build(1)) {
            Map<String, Tensor> all = model.parameters().all();
            for (String network : List.of(path.encoderNetwork(), path.decoderNetwork())) {
                for (String part : List.of(".weight", ".bias")) {
                    Tensor parameter = Objects.requireNonNull(all.get(network + part), network + part);
                    parameter.assignInPlace(Tensor.zeros(parameter.shape().toArray()));
                }
            }
            Tensor flat = Tensor.uniform(random, 0, 1, 4, shape.elements());
            Tensor code = linear(all, "bottleneck", linear(all, path.encoder(), flat));
            float[] expected = linear(all, path.decoder(), code).toFloats();
            long[] sizes = LongStream.concat(
                            LongStream.of(4), shape.sizes().stream().mapToLong(size -> size))
                    .toArray();
            assertThat(model.reconstruct(flat.reshape(sizes)).toFloats()).containsExactly(expected, within(1e-5f));
        }
    }

    private static Tensor linear(Map<String, Tensor> all, String name, Tensor x) {
        return x.linear(
                Objects.requireNonNull(all.get(name + ".weight"), name),
                Objects.requireNonNull(all.get(name + ".bias"), name));
    }

    @Test
    void layers_ofAModel_goFromInputToOutputWithTheNamesOfItsParameters() {
        AutoencoderConfig config = config(SampleShape.picture(1, 6, 6), mlp(Normalization.NONE));
        List<LayerRow> rows = config.layers();
        assertThat(rows).extracting(LayerRow::part).startsWith("input").endsWith("output");
        assertThat(rows.get(rows.size() - 1).output()).isEqualTo(Shape.of(1, 6, 6));
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = config.build(1)) {
            List<String> names = rows.stream()
                    .filter(row -> row.parameters() > 0)
                    .map(LayerRow::name)
                    .toList();
            assertThat(model.parameters().all().keySet())
                    .allSatisfy(name -> assertThat(names).contains(name.substring(0, name.lastIndexOf('.'))));
        }
    }

    @Test
    void encode_wrongShapes_areNamed() {
        try (TensorScope scope = TensorScope.open("test");
                Autoencoder model = config(SampleShape.picture(1, 6, 4), mlp(Normalization.NONE))
                        .build(1)) {
            assertThatThrownBy(() -> model.encode(Tensor.zeros(2, 1, 4, 6)))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("encoder: x must be [N, 1, 6, 4], was [2, 1, 4, 6]");
            assertThatThrownBy(() -> model.decode(Tensor.zeros(2, 4)))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("codes must be [N, 3], were [2, 4]");
        }
    }

    @Test
    void config_wrongSettings_areRefused() {
        SampleShape shape = SampleShape.picture(1, 4, 4);
        for (Runnable wrong : List.<Runnable>of(
                () -> AutoencoderConfig.mlp(shape, 0),
                () -> AutoencoderConfig.mlp(shape, -1),
                () -> new MlpBody(List.of(4, 0), Activation.RELU, Normalization.NONE, 0),
                () -> new MlpBody(List.of(4), Activation.RELU, Normalization.NONE, 1),
                () -> new MlpBody(List.of(4), Activation.RELU, Normalization.NONE, -0.1),
                () -> new MlpBody(List.of(4), Activation.RELU, Normalization.NONE, Double.NaN),
                () -> conv(ConvBody.Down.STRIDE, ConvBody.Up.TRANSPOSED, 0),
                () -> new VariationalConfig(-1, 0),
                () -> new VariationalConfig(Double.NaN, 0),
                () -> new VariationalConfig(1, -1),
                () -> config(shape, new LayersBody(List.of(), List.of(new Linear(16)))),
                () -> config(shape, new LayersBody(List.of(new Flatten()), List.of(new Linear(16)))),
                () -> config(
                        shape,
                        new LayersBody(List.of(new Flatten()), List.of(new Linear(15), new Unflatten(1, 4, 4)))))) {
            assertThatThrownBy(wrong::run).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void close_freesEveryTensor() {
        long before = TensorScope.liveTensors();
        config(SampleShape.picture(1, 8, 8), conv(ConvBody.Down.AVG_POOL, ConvBody.Up.UPSAMPLE, 2))
                .build(1)
                .close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    private static AutoencoderConfig config(SampleShape shape, Body body) {
        return AutoencoderConfig.plain(shape, LATENT, body).withOutput(OutputRange.LINEAR);
    }

    private static Body mlp(Normalization kind) {
        return new MlpBody(List.of(5), Activation.GELU, kind, 0.1);
    }

    private static Body conv(ConvBody.Down down, ConvBody.Up up, int depth) {
        return new ConvBody(List.of(4, 6), depth, 3, down, up, Activation.GELU, Normalization.NONE);
    }
}

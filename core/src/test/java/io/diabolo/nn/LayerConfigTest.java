package io.diabolo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerConfigTest {

    private static final Shape FEATURES = Shape.of(6);
    private static final Shape SERIES = Shape.of(4, 7);
    private static final Shape PICTURE = Shape.of(4, 5, 3);
    private static final int BATCH = 3;

    record Case(LayerConfig layer, Shape input) {}

    static Stream<Case> layers() {
        return Stream.of(
                new Case(new Flatten(), PICTURE),
                new Case(new Unflatten(1, 2, 3), FEATURES),
                new Case(new Linear(4), FEATURES),
                new Case(new Conv(3, 3, 1), PICTURE),
                new Case(new Conv(3, 3, 2), PICTURE),
                new Case(new TransposedConv(2, 3, 2, 9, 6), PICTURE),
                new Case(new Pool(2, true), PICTURE),
                new Case(new Pool(2, false), PICTURE),
                new Case(new Upsample(10, 5), PICTURE),
                new Case(new Activate(Activation.GELU), PICTURE),
                new Case(new Activate(Activation.TANH), FEATURES),
                new Case(new Normalize(Normalization.NONE), FEATURES),
                new Case(new Normalize(Normalization.BATCH), FEATURES),
                new Case(new Normalize(Normalization.BATCH), PICTURE),
                new Case(new Normalize(Normalization.LAYER), FEATURES),
                new Case(new Normalize(Normalization.LAYER), PICTURE),
                new Case(new Dropout(0.4), PICTURE),
                new Case(new TransposedConv(2, 3, 2), PICTURE),
                new Case(new TransposedConv(2, 4, 2), PICTURE),
                new Case(Upsample.by(2), PICTURE),
                new Case(new DepthToSpace(2), PICTURE),
                new Case(new SpaceToDepth(2), Shape.of(2, 4, 6)),
                new Case(new Sum(List.of(List.of(), List.of(new Conv(4, 3, 1)))), PICTURE),
                new Case(new Flatten(), SERIES),
                new Case(new Unflatten(2, 3), FEATURES),
                new Case(new Conv(3, 3, 1), SERIES),
                new Case(new Conv(3, 3, 2), SERIES),
                new Case(new Conv(3, 1, 1), SERIES),
                new Case(new TransposedConv(2, 3, 2, 13), SERIES),
                new Case(new TransposedConv(1, 3, 2), SERIES),
                new Case(new Pool(2, true), SERIES),
                new Case(new Pool(2, false), SERIES),
                new Case(Upsample.toLength(9), SERIES),
                new Case(Upsample.by(3), SERIES),
                new Case(new DepthToSpace(2), SERIES),
                new Case(new SpaceToDepth(7), SERIES),
                new Case(new Normalize(Normalization.BATCH), SERIES),
                new Case(new Normalize(Normalization.LAYER), SERIES),
                new Case(new Sum(List.of(List.of(), List.of(new Conv(4, 3, 1)))), SERIES));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradients_ofInputAndParameters_equalFiniteDifferences(Case layerCase) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3)) {
            Layer layer = layerCase.layer.build(parameters, layerCase.input);
            Tensor x = input(layerCase.input).requireGradient();
            loss(layer, x).backward();
            check(layer, x, x);
            for (Tensor parameter : parameters.trainable()) {
                check(layer, x, parameter);
            }
        }
    }

    /** Compares up to 25 entries of a tensor's gradient. */
    private static void check(Layer layer, Tensor x, Tensor changed) {
        float[] gradient = Objects.requireNonNull(changed.gradient()).toFloats();
        float[] values = changed.toFloats();
        long[] sizes = changed.shape().toArray();
        double step = 1e-2;
        for (int i = 0; i < values.length; i += Math.max(1, values.length / 25)) {
            float before = values[i];
            values[i] = (float) (before + step);
            changed.assignInPlace(Tensor.of(values, sizes));
            double high = loss(layer, x).item();
            values[i] = (float) (before - step);
            changed.assignInPlace(Tensor.of(values, sizes));
            double low = loss(layer, x).item();
            values[i] = before;
            changed.assignInPlace(Tensor.of(values, sizes));
            double expected = (high - low) / (2 * step);
            assertThat((double) gradient[i])
                    .as("entry %d of %s", i, changed.shape())
                    .isCloseTo(expected, within(0.02 * Math.max(1, Math.abs(expected))));
        }
    }

    /** A sum of the outputs with weights of both signs, the same dropout each time. */
    private static Tensor loss(Layer layer, Tensor x) {
        try (Generator random = Generator.of(11);
                Generator noise = Generator.of(12)) {
            Tensor y = layer.forward(x, Pass.training(random));
            return y.mul(Tensor.normal(noise, y.shape().toArray())).sum();
        }
    }

    /** Values at least 0.05 apart, in a mixed order: finite differences do not move a maximum elsewhere. */
    private static Tensor input(Shape shape) {
        int count = (int) shape.elements() * BATCH;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % count - count / 2f) * 0.05f + 0.02f;
        }
        return Tensor.of(values, batch(shape));
    }

    private static long[] batch(Shape shape) {
        long[] sizes = new long[shape.rank() + 1];
        sizes[0] = BATCH;
        System.arraycopy(shape.toArray(), 0, sizes, 1, shape.rank());
        return sizes;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void build_outputAndParameters_areAsStated(Case layerCase) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3)) {
            Layer layer = layerCase.layer.build(parameters, layerCase.input);
            Tensor y = layer.forward(input(layerCase.input), Pass.inference());

            assertThat(y.shape()).isEqualTo(Shape.of(batch(layerCase.layer.output(layerCase.input))));
            assertThat(parameters.trainable().stream()
                            .mapToLong(t -> t.shape().elements())
                            .sum())
                    .isEqualTo(layerCase.layer.parameters(layerCase.input));
        }
    }

    @Test
    void batchNormalisation_training_movesItsRunningStatistics_inferenceDoesNot() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3);
                Generator random = Generator.of(1)) {
            Layer layer = new Normalize(Normalization.BATCH).build(parameters, Shape.of(2));
            Tensor x = Tensor.of(new float[] {1, 10, 3, 30}, 2, 2);
            layer.forward(x, Pass.inference());
            Map<String, Tensor> all = parameters.all();
            assertThat(Objects.requireNonNull(all.get("running_mean")).toFloats())
                    .containsExactly(0, 0);
            layer.forward(x, Pass.training(random));
            assertThat(Objects.requireNonNull(all.get("running_mean")).toFloats())
                    .containsExactly(new float[] {0.2f, 2}, within(1e-5f));
            assertThat(all.keySet()).containsExactly("scale", "shift", "running_mean", "running_variance");
            assertThat(parameters.trainable()).hasSize(2);
        }
    }

    @Test
    void dropout_training_dropsAndScalesUp_inferenceIsTheIdentity() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3);
                Generator random = Generator.of(1)) {
            Layer layer = new Dropout(0.25).build(parameters, Shape.of(1000));
            Tensor x = Tensor.full(3, 1, 1000);
            float[] y = layer.forward(x, Pass.training(random)).toFloats();
            int zeros = 0;
            for (float value : y) {
                zeros += value == 0 ? 1 : 0;
                assertThat(value == 0 || Math.abs(value - 4) < 1e-5).isTrue();
            }
            assertThat(zeros).isBetween(200, 300);
            assertThat(layer.forward(x, Pass.inference()).toFloats()).containsOnly(3);
        }
    }

    @Test
    void weights_haveTheStatedVarianceAndFollowFromTheSeed() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters one = Parameters.create(5);
                Parameters same = Parameters.create(5);
                Parameters other = Parameters.create(6)) {
            Tensor weight = one.weight("w", 2, 100, 100, 100);
            assertThat(weight.square().mean().item()).isCloseTo(4.0 / 100, within(0.001));
            assertThat(same.weight("w", 2, 100, 100, 100).toFloats()).isEqualTo(weight.toFloats());
            assertThat(other.weight("w", 2, 100, 100, 100).toFloats()).isNotEqualTo(weight.toFloats());
        }
    }

    @Test
    void initialization_ofEachKind_hasItsVarianceByWhatFollows() {
        List<LayerConfig> layers = List.of(
                new Linear(200), new Normalize(Normalization.LAYER), new Activate(Activation.GELU), new Linear(300));
        for (Initialization kind : Initialization.values()) {
            double[] expected =
                    switch (kind) {
                        case LECUN -> new double[] {1.0 / 100, 1.0 / 200};
                        case HE -> new double[] {2.0 / 100, 2.0 / 200};
                        case PYTORCH -> new double[] {1.0 / 3 / 100, 1.0 / 3 / 200};
                    };
            try (TensorScope scope = TensorScope.open("test");
                    Parameters parameters = Parameters.create(5, kind)) {
                Sequential.build(layers, Shape.of(100), parameters);
                assertThat(meanSquare(parameters, "0.weight")).isCloseTo(expected[0], within(0.05 * expected[0]));
                assertThat(meanSquare(parameters, "3.weight")).isCloseTo(expected[1], within(0.05 * expected[1]));
                assertThat(meanSquare(parameters, "3.bias") > 0).isEqualTo(kind == Initialization.PYTORCH);
            }
        }
    }

    private static double meanSquare(Parameters parameters, String name) {
        return Objects.requireNonNull(parameters.all().get(name))
                .square()
                .mean()
                .item();
    }

    @Test
    void sum_withAConvolutionOrABatchNormalisationInside_saysSo() {
        LayerConfig convolution = new Conv(1, 3, 1);
        LayerConfig batch = new Normalize(Normalization.BATCH);
        Sum nested = new Sum(List.of(List.of(), List.of(new Sum(List.of(List.of(convolution, batch))))));
        assertThat(nested.convolves()).isTrue();
        assertThat(nested.mixesSamples()).isTrue();
        Sum plain = new Sum(List.of(List.of(new Linear(3)), List.of(new Normalize(Normalization.LAYER))));
        assertThat(plain.convolves()).isFalse();
        assertThat(plain.mixesSamples()).isFalse();
    }

    @Test
    void network_withoutStatedSizes_runsOnAnySize() {
        List<LayerConfig> layers = List.of(
                new Conv(4, 3, 2),
                new Sum(List.of(List.of(), List.of(new Conv(4, 3, 1)))),
                new TransposedConv(2, 4, 2));
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3)) {
            Sequential network = Sequential.build(layers, Shape.of(2, 8, 8), parameters);
            Tensor y = network.forward(Tensor.zeros(1, 2, 12, 30), Pass.inference());
            assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 12, 30));
        }
    }

    @Test
    void describe_absentSizes_areLeftOut() {
        assertThat(new TransposedConv(2, 3, 2).describe()).isEqualTo("transposedconv[channels=2, kernel=3, stride=2]");
        assertThat(Upsample.by(2).describe()).isEqualTo("upsample[factor=2]");
        assertThat(new Flatten().describe()).isEqualTo("flatten");
    }

    static Stream<Case> misfits() {
        return Stream.of(
                new Case(new Unflatten(1, 2, 2), FEATURES),
                new Case(new Linear(4), PICTURE),
                new Case(new Conv(3, 3, 1), FEATURES),
                new Case(new Conv(3, 2, 1), Shape.of(4, 1, 5)),
                new Case(new TransposedConv(2, 3, 2, 11, 6), PICTURE),
                new Case(new TransposedConv(2, 3, 2, 9, 6), FEATURES),
                new Case(new Pool(2, true), FEATURES),
                new Case(new Upsample(10, 5), FEATURES),
                new Case(new Upsample(10, 5), SERIES),
                new Case(Upsample.toLength(10), PICTURE),
                new Case(new TransposedConv(2, 3, 2, 11), SERIES),
                new Case(new TransposedConv(2, 2, 1), SERIES),
                new Case(new Conv(3, 3, 1), Shape.of(1, 2, 3, 4)),
                new Case(new SpaceToDepth(2), SERIES),
                new Case(new DepthToSpace(3), SERIES));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void output_inputThatDoesNotFit_isRefusedInOneLine(Case layerCase) {
        assertThatThrownBy(() -> layerCase.layer.output(layerCase.input))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(layerCase.input.toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void settings_outOfRange_areRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new Linear(0),
                () -> new Conv(0, 3, 1),
                () -> new Conv(1, 0, 1),
                () -> new Conv(1, 3, 0),
                () -> new TransposedConv(1, 3, -1, 4, 4),
                () -> new Pool(0, true),
                () -> new Upsample(0, 4),
                () -> Upsample.by(0),
                () -> new Upsample(null, null, null, null),
                () -> new Upsample(4, 4, null, 2),
                () -> new Upsample(4, null, null, null),
                () -> new TransposedConv(1, 3, 2, 4, 4, 4),
                () -> new Unflatten(1, null, null, null),
                () -> new Unflatten(0, 3),
                () -> new SpaceToDepth(0),
                () -> new DepthToSpace(0),
                () -> new Dropout(1),
                () -> new Dropout(Double.NaN))) {
            assertThatThrownBy(wrong::run).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void build_moreThanTheLargestLayer_isRefusedBeforeItIsAllocated() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3)) {
            assertThatThrownBy(() -> new Linear(1 << 20).build(parameters, Shape.of(1 << 20)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("the limit is");
            assertThat(parameters.trainable()).isEmpty();
        }
    }
}

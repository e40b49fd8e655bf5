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
    private static final Shape PICTURE = Shape.of(4, 5, 3);
    private static final int BATCH = 3;

    record Case(LayerConfig layer, Shape input) {}

    static Stream<Case> layers() {
        return Stream.of(
                new Case(new LayerConfig.Flatten(), PICTURE),
                new Case(new LayerConfig.Unflatten(1, 2, 3), FEATURES),
                new Case(new LayerConfig.Linear(4), FEATURES),
                new Case(new LayerConfig.Conv(3, 3, 1), PICTURE),
                new Case(new LayerConfig.Conv(3, 3, 2), PICTURE),
                new Case(new LayerConfig.TransposedConv(2, 3, 2, 9, 6), PICTURE),
                new Case(new LayerConfig.Pool(2, true), PICTURE),
                new Case(new LayerConfig.Pool(2, false), PICTURE),
                new Case(new LayerConfig.Upsample(10, 5), PICTURE),
                new Case(new LayerConfig.Activate(Activation.GELU), PICTURE),
                new Case(new LayerConfig.Activate(Activation.TANH), FEATURES),
                new Case(new LayerConfig.Normalize(Normalization.NONE), FEATURES),
                new Case(new LayerConfig.Normalize(Normalization.BATCH), FEATURES),
                new Case(new LayerConfig.Normalize(Normalization.BATCH), PICTURE),
                new Case(new LayerConfig.Normalize(Normalization.LAYER), FEATURES),
                new Case(new LayerConfig.Normalize(Normalization.LAYER), PICTURE),
                new Case(new LayerConfig.Dropout(0.4), PICTURE));
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
            Layer layer = new LayerConfig.Normalize(Normalization.BATCH).build(parameters, Shape.of(2));
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
            Layer layer = new LayerConfig.Dropout(0.25).build(parameters, Shape.of(1000));
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

    static Stream<Case> misfits() {
        return Stream.of(
                new Case(new LayerConfig.Unflatten(1, 2, 2), FEATURES),
                new Case(new LayerConfig.Linear(4), PICTURE),
                new Case(new LayerConfig.Conv(3, 3, 1), FEATURES),
                new Case(new LayerConfig.Conv(3, 2, 1), Shape.of(4, 1, 5)),
                new Case(new LayerConfig.TransposedConv(2, 3, 2, 11, 6), PICTURE),
                new Case(new LayerConfig.TransposedConv(2, 3, 2, 9, 6), FEATURES),
                new Case(new LayerConfig.Pool(2, true), FEATURES),
                new Case(new LayerConfig.Upsample(10, 5), FEATURES));
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
                () -> new LayerConfig.Linear(0),
                () -> new LayerConfig.Conv(0, 3, 1),
                () -> new LayerConfig.Conv(1, 0, 1),
                () -> new LayerConfig.Conv(1, 3, 0),
                () -> new LayerConfig.TransposedConv(1, 3, -1, 4, 4),
                () -> new LayerConfig.Pool(0, true),
                () -> new LayerConfig.Upsample(0, 4),
                () -> new LayerConfig.Dropout(1),
                () -> new LayerConfig.Dropout(Double.NaN))) {
            assertThatThrownBy(wrong::run).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void build_moreThanTheLargestLayer_isRefusedBeforeItIsAllocated() {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(3)) {
            assertThatThrownBy(() -> new LayerConfig.Linear(1 << 20).build(parameters, Shape.of(1 << 20)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("the limit is");
            assertThat(parameters.trainable()).isEmpty();
        }
    }
}

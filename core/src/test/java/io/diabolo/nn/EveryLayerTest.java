package io.diabolo.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer in the table of {@link LayerConfig}, made of small settings: the table takes a new one in by itself. */
class EveryLayerTest {

    private static final List<Shape> SHAPES =
            List.of(Shape.of(4), Shape.of(8), Shape.of(4, 2), Shape.of(4, 4), Shape.of(4, 2, 2), Shape.of(4, 4, 4));

    static Stream<Class<?>> layers() {
        return Arrays.stream(LayerConfig.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layer_onEachShapeThatFits_hasItsStatedShapeAndParameters(Class<?> type) throws Exception {
        int fits = 0;
        for (LayerConfig layer : instances(type)) {
            for (Shape input : SHAPES) {
                Shape stated;
                try {
                    stated = layer.output(input);
                } catch (BadInputException e) {
                    continue;
                }
                fits++;
                check(layer, input, stated);
            }
        }
        assertThat(fits).as("shapes that %s takes", type).isPositive();
    }

    private static void check(LayerConfig layer, Shape input, Shape stated) {
        try (TensorScope scope = TensorScope.open("test");
                Parameters parameters = Parameters.create(1)) {
            Layer built = layer.build(parameters, input);
            Tensor x = Tensor.full(0.5, Space.batch(3, input.toArray()));
            assertThat(built.forward(x, Pass.inference()).shape())
                    .as("%s on %s", layer, input)
                    .isEqualTo(Shape.of(Space.batch(3, stated.toArray())));
            assertThat(parameters.trainable().stream()
                            .mapToLong(tensor -> tensor.shape().elements())
                            .sum())
                    .as("%s on %s", layer, input)
                    .isEqualTo(layer.parameters(input));
        }
    }

    /** With every choice of what may be absent, of each constant, and 2 for each number. */
    private static List<LayerConfig> instances(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<List<Object>> choices = new ArrayList<>(List.of(List.of()));
        for (Class<?> component : types) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> start : choices) {
                for (@Nullable Object value : values(component)) {
                    List<Object> next = new ArrayList<>(start);
                    next.add(value);
                    longer.add(next);
                }
            }
            choices = longer;
        }
        List<LayerConfig> instances = new ArrayList<>();
        for (List<Object> values : choices) {
            try {
                instances.add((LayerConfig) type.getDeclaredConstructor(types).newInstance(values.toArray()));
            } catch (InvocationTargetException e) {
                assertThat(e.getCause()).isInstanceOf(BadInputException.class); // settings that exclude each other
            }
        }
        return instances;
    }

    private static List<@Nullable Object> values(Class<?> component) {
        if (component == int.class) {
            return List.of(2);
        }
        if (component == Integer.class) {
            return Arrays.asList(null, 2);
        }
        if (component == boolean.class) {
            return List.of(false, true);
        }
        if (component == double.class) {
            return List.of(0.25);
        }
        if (component == List.class) {
            return List.of(List.of(List.of(), List.of(new Activate(Activation.RELU))));
        }
        assertThat(component.isEnum())
                .as("%s: give this test values of it", component)
                .isTrue();
        return List.of(component.getEnumConstants());
    }
}

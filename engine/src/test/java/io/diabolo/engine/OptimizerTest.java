package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerTest {

    @ParameterizedTest
    @EnumSource
    void step_onAQuadratic_descendsWithoutLeaks(Optimizer.Kind kind) {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor p = Tensor.of(new float[] {1, -2, 3}, 3).requireGradient();
            try (Optimizer optimizer = Optimizer.create(kind, List.of(p), 0)) {
                descend(p, optimizer);
                long live = TensorScope.liveTensors();
                for (int i = 0; i < 300; i++) {
                    descend(p, optimizer);
                }
                assertThat(TensorScope.liveTensors()).isEqualTo(live);
            }
            assertThat(p.detach().square().sum().item()).isLessThan(1e-2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withRateFactors_eachParameterMovesAsWithARateOfItsOwn(Optimizer.Kind kind) {
        try (TensorScope scope = TensorScope.open("test")) {
            float[] start = {1, -2, 3};
            Tensor p = Tensor.of(start, 3).requireGradient();
            Tensor q = Tensor.of(start, 3).requireGradient();
            Tensor alone = Tensor.of(start, 3).requireGradient();
            Tensor slow = Tensor.of(start, 3).requireGradient();
            try (Optimizer both = Optimizer.create(kind, List.of(p, q), 0).withRateFactors(List.of(1.0, 0.1));
                    Optimizer one = Optimizer.create(kind, List.of(alone), 0);
                    Optimizer tenth = Optimizer.create(kind, List.of(slow), 0)) {
                for (int i = 0; i < 5; i++) {
                    Gradients.clear(List.of(p, q, alone, slow));
                    p.square().sum().add(q.square().sum()).backward();
                    alone.square().sum().add(slow.square().sum()).backward();
                    both.step(0.02);
                    one.step(0.02);
                    tenth.step(0.02 * 0.1);
                }
            }
            assertThat(p.toFloats()).isEqualTo(alone.toFloats()).isNotEqualTo(q.toFloats());
            assertThat(q.toFloats()).isEqualTo(slow.toFloats());
        }
    }

    private static void descend(Tensor p, Optimizer optimizer) {
        try (TensorScope step = TensorScope.open("step")) {
            Gradients.clear(List.of(p));
            p.square().sum().backward();
            optimizer.step(0.02);
        }
    }

    @Test
    void adam_firstTwoSteps_followTheFormula() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor p = Tensor.of(new float[] {1}, 1).requireGradient();
            double expected = 1;
            double m = 0;
            double v = 0;
            try (Optimizer adam = Optimizer.create(Optimizer.Kind.ADAM, List.of(p), 0)) {
                for (int t = 1; t <= 2; t++) {
                    descend(p, adam);
                    double g = 2 * expected;
                    m = 0.9 * m + 0.1 * g;
                    v = 0.999 * v + 0.001 * g * g;
                    expected -= 0.02 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
                }
            }
            assertThat(p.item()).isCloseTo(expected, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void restore_ofASavedState_continuesWithTheSameBits(Optimizer.Kind kind) {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor unbroken = Tensor.of(new float[] {1, -2, 3}, 3).requireGradient();
            Tensor resumed = Tensor.zeros(3).requireGradient();
            try (Optimizer first = Optimizer.create(kind, List.of(unbroken), 0.01);
                    Optimizer second = Optimizer.create(kind, List.of(resumed), 0.01)) {
                for (int i = 0; i < 5; i++) {
                    descend(unbroken, first);
                }
                resumed.assignInPlace(unbroken);
                second.restore(first.state());
                for (int i = 0; i < 5; i++) {
                    descend(unbroken, first);
                    descend(resumed, second);
                }
            }
            assertThat(resumed.toFloats()).isEqualTo(unbroken.toFloats());
        }
    }

    @ParameterizedTest
    @EnumSource
    void step_byThreeThreads_givesTheBitsOfOne(Optimizer.Kind kind) {
        List<List<Float>> moved = new ArrayList<>();
        for (Together threads : List.of(Together.ALONE, new ThreadEach(3))) {
            try (TensorScope scope = TensorScope.open("test")) {
                List<Tensor> parameters = Stream.of(5, 1, 3, 2)
                        .map(size -> Tensor.full(size, size).requireGradient())
                        .toList();
                try (Optimizer optimizer =
                        Optimizer.create(kind, parameters, 0.01).withRateFactors(List.of(1.0, 0.1, 0.1, 1.0))) {
                    for (int i = 0; i < 5; i++) {
                        Gradients.clear(parameters);
                        parameters.forEach(p -> p.square().sum().backward());
                        optimizer.step(0.02, threads);
                    }
                }
                moved.add(parameters.stream().flatMap(p -> floats(p)).toList());
            }
        }
        assertThat(moved.get(1)).isEqualTo(moved.get(0)).doesNotContain(1f, 2f, 3f, 5f);
    }

    private static Stream<Float> floats(Tensor tensor) {
        float[] values = tensor.toFloats();
        return IntStream.range(0, values.length).mapToObj(i -> values[i]);
    }

    /** A new thread for each part. */
    private record ThreadEach(int parts) implements Together {
        @Override
        public void runParts(IntConsumer part) {
            CompletableFuture.allOf(IntStream.range(0, parts)
                            .mapToObj(i ->
                                    CompletableFuture.runAsync(() -> part.accept(i), task -> new Thread(task).start()))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    @Test
    void deal_tensorsOfDifferentSizes_givesPartsOfAboutTheSameSize() {
        try (TensorScope scope = TensorScope.open("test")) {
            List<Tensor> tensors =
                    Stream.of(5, 1, 3, 2, 3).map(size -> Tensor.zeros(size)).toList();
            assertThat(Together.deal(tensors, 2)).containsExactly(List.of(0, 3), List.of(1, 2, 4));
            assertThat(Together.deal(tensors, 1)).containsExactly(List.of(0, 1, 2, 3, 4));
            assertThat(Together.deal(tensors, 6).get(5)).isEmpty();
        }
    }

    @Test
    void clipNorm_aboveTheMaximum_scalesToIt() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor p = Tensor.of(new float[] {3, 4}, 2).requireGradient();
            p.square().mul(0.5).sum().backward();
            assertThat(Gradients.clipNorm(List.of(p), 1)).isCloseTo(5, within(1e-5));
            assertThat(java.util.Objects.requireNonNull(p.gradient()).toFloats())
                    .containsExactly(new float[] {0.6f, 0.8f}, within(1e-5f));
        }
    }

    @Test
    void step_parameterOutsideOfTheLoss_throws() {
        try (TensorScope scope = TensorScope.open("test")) {
            Tensor p = Tensor.zeros(2).requireGradient();
            try (Optimizer adam = Optimizer.create(Optimizer.Kind.ADAM, List.of(p), 0)) {
                assertThatThrownBy(() -> adam.step(0.1))
                        .isInstanceOf(EngineException.class)
                        .hasMessageContaining("no gradient");
            }
        }
    }
}

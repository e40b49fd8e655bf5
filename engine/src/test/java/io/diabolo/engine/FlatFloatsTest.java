package io.diabolo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatFloatsTest {

    @Test
    void collectAndSpread_tensorsOfDifferentShapes_goThroughTheBytes() {
        try (TensorScope scope = TensorScope.open("flat");
                FlatFloats flat = new FlatFloats(8)) {
            Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requireGradient();
            Tensor scalar = Tensor.scalar(7);
            flat.collect(List.of(matrix, scalar));
            FloatBuffer seen = flat.bytes(2, 6).asFloatBuffer();
            assertThat(seen).isEqualTo(FloatBuffer.wrap(new float[] {3, 4, 5, 6, 7, 0}));
            seen.put(0, 30);
            flat.spread(List.of(matrix, scalar));
            assertThat(matrix.toFloats()).containsExactly(1, 2, 30, 4, 5, 6);
        }
    }

    @Test
    void copyAndAdd_partOfOthers_leaveTheRest() {
        try (TensorScope scope = TensorScope.open("flat");
                FlatFloats one = new FlatFloats(3);
                FlatFloats other = new FlatFloats(4)) {
            one.collect(List.of(Tensor.of(new float[] {1, 2, 3}, 3)));
            other.collect(List.of(Tensor.of(new float[] {10, 20, 30, 40}, 4)));
            one.copy(0, other, 3, 1);
            one.add(1, other, 1, 2);
            assertThat(one.bytes(0, 3).asFloatBuffer()).isEqualTo(FloatBuffer.wrap(new float[] {40, 22, 33}));
        }
    }

    @Test
    void use_beyondTheEndOrAfterClosing_isRefused() {
        try (TensorScope scope = TensorScope.open("flat")) {
            FlatFloats flat = new FlatFloats(2);
            assertThatThrownBy(() -> flat.bytes(1, 2))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("floats 1 to 3 of 2");
            assertThatThrownBy(() -> flat.collect(List.of(Tensor.zeros(3)))).isInstanceOf(EngineException.class);
            flat.close();
            assertThatThrownBy(() -> flat.bytes(0, 1)).hasMessageContaining("after it was closed");
            assertThatThrownBy(() -> new FlatFloats(0)).isInstanceOf(EngineException.class);
        }
    }
}

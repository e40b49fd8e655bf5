package io.diabolo.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.CorruptFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedTensorsTest {

    private static ExpectedTensors of(NamedTensor... tensors) {
        return new ExpectedTensors("w", List.of(tensors), "codec");
    }

    @Test
    void asked_forWhatIsThere_givesItsValues() {
        ExpectedTensors tensors = of(
                new NamedTensor.F32("a", List.of(1L, 2L), new float[] {1, 2}),
                NamedTensor.F16.of("b", List.of(1L), new float[] {0.5f}),
                new NamedTensor.I32("c", List.of(2L), new int[] {3, 4}));
        assertThat(tensors.floats("a", 1, 2)).containsExactly(1, 2);
        assertThat(tensors.floats("b", 1)).containsExactly(0.5f);
        assertThat(tensors.integers("c", 2)).containsExactly(3, 4);
        assertThat(tensors.shape("a")).containsExactly(1L, 2L);
        assertThat(tensors.shape("none")).isEmpty();
        tensors.requireComplete();
    }

    @Test
    void requireComplete_whatDoesNotFit_isNamedAtOnce() {
        ExpectedTensors tensors = of(
                new NamedTensor.F32("a", List.of(2L), new float[] {1, Float.NaN}),
                NamedTensor.F16.of("b", List.of(1L), new float[] {Float.POSITIVE_INFINITY}),
                new NamedTensor.I32("c", List.of(1L), new int[1]));
        assertThat(tensors.floats("a", 2)).isEmpty();
        assertThat(tensors.floats("b", 1)).isEmpty();
        assertThat(tensors.floats("c", 1)).isEmpty();
        assertThat(tensors.integers("a", 2)).isEmpty();
        assertThat(tensors.floats("a", 1L << 40)).isEmpty();
        assertThat(tensors.floats("d", 3)).isEmpty();
        assertThatThrownBy(tensors::requireComplete)
                .isInstanceOf(CorruptFileException.class)
                .hasMessage("w: a holds a number that is not finite; b holds a number that is not finite; "
                        + "c must be F16 or F32; a must be I32; a must be [1099511627776], is [2]; d is missing; "
                        + "the file is damaged or no codec, take a good copy");
    }

    @Test
    void requireComplete_moreThanALineHolds_countsTheRest() {
        ExpectedTensors tensors = of();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            names.add("t" + i);
            tensors.floats("t" + i, 1);
        }
        assertThatThrownBy(tensors::requireComplete)
                .hasMessageContaining("t7 is missing and 12 more")
                .hasMessageNotContaining(names.get(8) + " ");
    }
}

package io.diabolo.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.preprocess.ModelRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing and what is hidden, from the data to the model's input. */
class ExampleTest {

    private static final ModelRange RANGE = new ModelRange(0, 1, 1.0 / 255, 0.25);

    /** [4, 1, 2, 8] of 0.5, whose first two columns are missing. */
    private static Example withGaps() {
        float[] weights = new float[64];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 8 < 2 ? 0 : 1;
        }
        return Example.withGaps(Tensor.full(0.5, 4, 1, 2, 8), Tensor.of(weights, 4, 1, 2, 8));
    }

    @Test
    void corrupt_everyKindInAChain_keepsTargetAndWeight() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            Example example = withGaps();
            Corruption chain = new GaussianNoise(10)
                    .then(new SaltAndPepper(0.2))
                    .then(new HiddenElements(0.3).then(new HiddenBlock(0.25)));
            Example corrupted = chain.corrupt(example, RANGE, random);

            assertThat(chain.sequence()).hasSize(4);
            assertThat(corrupted.target()).isSameAs(example.target());
            assertThat(corrupted.weight()).isSameAs(example.weight());
            assertThat(corrupted.input().toFloats())
                    .isNotEqualTo(example.input().toFloats());
        }
    }

    @Test
    void modelInput_missingAndHiddenValues_areZerosOfTheMask() {
        try (TensorScope scope = TensorScope.open("test");
                Generator random = Generator.of(1)) {
            for (Corruption hiding : List.of(new HiddenElements(0.5), new HiddenBlock(0.25))) {
                Example hidden = hiding.then(new GaussianNoise(0)).corrupt(withGaps(), RANGE, random);
                Tensor input = hidden.modelInput(true);
                assertThat(input.size(1)).isEqualTo(2);
                float[] values = input.narrow(1, 0, 1).toFloats();
                float[] mask = input.narrow(1, 1, 1).toFloats();
                int hiddenKnown = 0;
                for (int i = 0; i < mask.length; i++) {
                    boolean missing = i % 8 < 2;
                    boolean covered = values[i] == 0.25f;
                    assertThat(mask[i]).isEqualTo(missing || covered ? 0 : 1);
                    hiddenKnown += !missing && covered ? 1 : 0;
                }
                assertThat(hiddenKnown).isBetween(1, 47);
                assertThat(hidden.modelInput(false).toFloats())
                        .isEqualTo(hidden.input().toFloats());
            }
            assertThat(Example.clean(Tensor.full(0.5, 1, 1, 2, 8))
                            .modelInput(true)
                            .narrow(1, 1, 1)
                            .toFloats())
                    .containsOnly(1);
        }
    }
}

package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Draws each value as the highest or the lowest one, as probable as it lies between them: gray pictures become black and white
 * ones, anew in each step. The target is what was drawn, so it is the data that this changes, not only the input: dynamic
 * binarisation, the protocol of published likelihoods. A trained model is used on samples as they are.
 *
 * @source Salakhutdinov and Murray 2008; Burda, Grosse and Salakhutdinov 2016, section 5
 */
@JsonTypeName("binary")
public record BinarySamples() implements Corruption {

    /** As {@link CorruptionText} has it. */
    static final String NAME = "binary";

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Tensor share = example.target().sub(range.low()).div(range.peak()).clamp(0, 1);
        Tensor drawn = share.add(Tensor.uniform(random, 0, 1, share.shape().toArray()))
                .floor()
                .mul(range.peak())
                .add(range.low());
        return new Example(drawn, drawn, example.weight(), example.known());
    }

    @Override
    public Corruption inUse() {
        return Corruption.none();
    }

    @Override
    public String text() {
        return NAME;
    }
}

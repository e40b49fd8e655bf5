package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Hides a fraction of the values: single pixels of a picture with all their channels, single values of a series, single
 * cells of a row.
 *
 * @param fraction 0 to 1
 */
@JsonTypeName("mask")
public record HiddenElements(double fraction) implements Corruption {

    public HiddenElements {
        CorruptionText.requireUpTo("mask", fraction, 1);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        long[] shape = example.input().shape().toArray();
        if (shape.length == 4) {
            shape[1] = 1;
        }
        return example.hide(Tensor.bernoulli(random, fraction, shape), range.fill());
    }

    @Override
    public String text() {
        return CorruptionText.of("mask", fraction);
    }
}

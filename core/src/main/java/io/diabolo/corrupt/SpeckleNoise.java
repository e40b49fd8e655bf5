package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Noise that grows with the value, as in pictures of ultrasound and radar: the distance from the lowest value is multiplied by
 * N(1, deviation^2).
 *
 * @param deviation of the factor, 0 to 10
 */
@JsonTypeName("speckle")
public record SpeckleNoise(double deviation) implements Corruption {

    public SpeckleNoise {
        CorruptionText.requireUpTo("speckle", deviation, 10);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Tensor clean = example.input();
        Tensor noise = Tensor.normal(random, clean.shape().toArray()).mul(deviation);
        return example.withInput(clean.add(clean.sub(range.low()).mul(noise)));
    }

    @Override
    public String text() {
        return CorruptionText.of("speckle", deviation);
    }
}

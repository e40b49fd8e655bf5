package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Replaces a fraction of the values, half of them by the lowest and half by the highest.
 *
 * @param fraction 0 to 1
 */
@JsonTypeName("salt_pepper")
public record SaltAndPepper(double fraction) implements Corruption {

    public SaltAndPepper {
        CorruptionText.requireUpTo("salt-pepper", fraction, 1);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Tensor clean = example.input();
        long[] shape = clean.shape().toArray();
        Tensor hit = Tensor.bernoulli(random, fraction, shape);
        Tensor noise = Tensor.bernoulli(random, 0.5, shape).mul(range.peak()).add(range.low());
        return example.withInput(clean.mul(hit.neg().add(1)).add(hit.mul(noise)));
    }

    @Override
    public String text() {
        return CorruptionText.of("salt-pepper", fraction);
    }
}

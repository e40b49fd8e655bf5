package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Adds N(0, sigma^2), not limited to the range: the noise stays Gaussian.
 *
 * @param sigma in noise units: gray levels of 255 for pictures, hundredths of a standard deviation for tables and series;
 *     0 to 10,000
 * @source Vincent et al. 2010
 */
@JsonTypeName("gaussian")
public record GaussianNoise(double sigma) implements Corruption {

    public GaussianNoise {
        CorruptionText.requireUpTo("gaussian", sigma, 10_000);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Tensor clean = example.input();
        Tensor noise = Tensor.normal(random, clean.shape().toArray()).mul(sigma * range.noiseUnit());
        return example.withInput(clean.add(noise));
    }

    @Override
    public String text() {
        return CorruptionText.of("gaussian", sigma);
    }
}

package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ModelRange;

/**
 * Photon noise: a value becomes a number of photons, drawn from the Poisson distribution, over the number that the largest value is
 * worth. What is dark is left almost as it is. With {@link GaussianNoise} behind it, the noise of a camera.
 *
 * @param photons what the largest value is worth, above 0, up to 1,000,000; the fewer, the more noise
 * @source A. Foi et al., "Practical Poissonian-Gaussian noise modeling and fitting for single-image raw-data", 2008
 */
@JsonTypeName("poisson")
public record PoissonNoise(double photons) implements Corruption {

    public PoissonNoise {
        CorruptionText.requireUpTo("poisson", photons, 1_000_000);
        if (photons == 0) {
            throw new BadInputException(
                    "corruption 'poisson:0': without photons there is no picture; take 100 for example");
        }
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        double unit = range.peak() / photons;
        Tensor expected = example.input().sub(range.low()).div(unit).relu();
        return example.withInput(expected.poisson(random).mul(unit).add(range.low()));
    }

    @Override
    public String text() {
        return CorruptionText.of("poisson", photons);
    }
}

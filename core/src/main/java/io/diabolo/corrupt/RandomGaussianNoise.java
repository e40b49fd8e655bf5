package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ModelRange;
import java.util.Arrays;

/**
 * Adds Gaussian noise of another strength to each example, drawn evenly from a range: for a denoiser that is not told how noisy
 * its input is.
 *
 * @param least sigma in the units of {@link GaussianNoise}, 0 to 10,000
 * @param most the same, at least {@code least}
 * @source Zhang et al. 2017, Beyond a Gaussian Denoiser (DnCNN-B)
 */
@JsonTypeName("random_gaussian")
public record RandomGaussianNoise(double least, double most) implements Corruption {

    public RandomGaussianNoise {
        CorruptionText.requireUpTo("gaussian", least, 10_000);
        CorruptionText.requireUpTo("gaussian", most, 10_000);
        if (least > most) {
            throw new BadInputException(
                    "corruption 'gaussian:%s..%s': the smaller number comes first".formatted(least, most));
        }
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        Tensor clean = example.input();
        long[] one = clean.shape().toArray();
        Arrays.fill(one, 1, one.length, 1);
        Tensor sigma = Tensor.uniform(random, least * range.noiseUnit(), most * range.noiseUnit(), one);
        Tensor noise = Tensor.normal(random, clean.shape().toArray()).mul(sigma);
        return example.withInput(clean.add(noise));
    }

    @Override
    public String text() {
        return CorruptionText.of("gaussian", least) + ".." + CorruptionText.number(most);
    }
}

package io.diabolo.restoring.eval;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restoring.training.RestoringTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Noise, neither limited nor rounded before it is taken out.
 *
 * @param gray whether pictures are
 * @param noise null for Gaussian noise of three strengths
 */
record DenoisingTrials(
        Denoiser denoiser, boolean gray, @Nullable Corruption noise) implements Restoration {

    private static final double[] SIGMAS = {15, 25, 50};
    private static final double[] WIDTHS = {0.5, 0.7, 0.9, 1.2, 1.6, 2.2};
    private static final int[] SIZES = {3, 5};
    private static final float LARGEST = 255;

    @Override
    public List<Trial> trials(Picture clean, int number) {
        Picture picture = gray ? clean.toGray() : clean;
        List<Trial> trials = new ArrayList<>();
        if (noise != null) {
            trials.add(trial(noise.text(), noise, picture, number));
        } else {
            for (double sigma : SIGMAS) {
                trials.add(trial("noise, sigma %.0f".formatted(sigma), new GaussianNoise(sigma), picture, number));
            }
        }
        return trials;
    }

    private Trial trial(String damage, Corruption corruption, Picture clean, int number) {
        FloatPicture noisy = noisy(clean, corruption, number);
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(Attempt.of("as it is", () -> Floats.rounded(noisy)));
        for (double width : WIDTHS) {
            attempts.add(new Attempt(
                    "Gaussian filter", "%.1f".formatted(width), () -> Floats.rounded(Filters.gaussian(noisy, width))));
        }
        for (int size : SIZES) {
            attempts.add(
                    new Attempt("median", "%d".formatted(size), () -> Floats.rounded(Filters.median(noisy, size))));
        }
        attempts.add(Attempt.of(Attempt.OURS, () -> Floats.rounded(denoiser.clean(noisy))));
        return new Trial(damage, Floats.rounded(noisy), attempts);
    }

    private static FloatPicture noisy(Picture clean, Corruption corruption, int number) {
        FloatPicture picture = Floats.of(clean);
        try (TensorScope scope = TensorScope.open("noise");
                Generator random = Generator.ofStep(0, number)) {
            Tensor values = Tensor.of(picture.values(), 1, picture.channels(), picture.height(), picture.width())
                    .mul(1 / LARGEST);
            float[] noisy = corruption
                    .corrupt(Example.clean(values), RestoringTask.RANGE, random)
                    .input()
                    .mul(LARGEST)
                    .toFloats();
            return new FloatPicture(picture.channels(), picture.height(), picture.width(), noisy);
        }
    }
}

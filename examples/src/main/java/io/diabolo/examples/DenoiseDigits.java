package io.diabolo.examples;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.eval.Evaluation;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;

/**
 * A denoising autoencoder: the same loop as for a plain one, with another corruption of the input and the same target.
 *
 * <p>Argument: the number of steps (0 for automatic).
 *
 * @see <a href="https://www.jmlr.org/papers/v11/vincent10a.html">Vincent et al. 2010</a>
 */
public final class DenoiseDigits {

    /** Half of the range from black to white. */
    private static final Corruption NOISE = new GaussianNoise(127);

    private DenoiseDigits() {}

    public static void main(String[] args) {
        long steps = args.length == 0 ? 0 : Long.parseLong(args[0]);
        LoadedData glyphs = DataSource.glyphs();
        AutoencoderConfig config = SuitedConfig.conv(glyphs, 64);
        TrainingPlan plan = TrainingPlan.auto().withSteps(steps).withCorruption(NOISE);
        try (PictureAutoencoder denoiser = PictureAutoencoder.train(config, glyphs, plan)) {
            Evaluation result = denoiser.evaluate(glyphs.test()); // of noisy input, as in training
            System.out.printf(
                    "mean squared distance from the clean picture: noisy %.4f, denoised %.4f%n",
                    result.inputMse(), result.mse());
        }
    }
}

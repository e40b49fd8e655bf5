package io.diabolo.examples;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.eval.Evaluation;
import io.diabolo.linear.Pca;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * The first program: trains a fully connected autoencoder, compares it with PCA, and saves it.
 *
 * <p>Arguments: a folder of pictures (or {@code -} for the embedded glyphs), the latent size, the number of steps (0 for
 * automatic), the folder to save to.
 */
public final class TrainDense {

    private TrainDense() {}

    public static void main(String[] args) {
        Path folder = args.length == 0 || args[0].equals("-") ? null : Path.of(args[0]);
        int latent = args.length < 2 ? 16 : Integer.parseInt(args[1]);
        long steps = args.length < 3 ? 0 : Long.parseLong(args[2]);
        Path out = Path.of(args.length < 4 ? "dense-model" : args[3]);

        // 1. Data: bytes 0 to 255 of one shape [C, H, W], dealt out into three parts that share no row.
        LoadedData data = folder == null ? DataSource.glyphs() : DataSource.open(folder, DataOptions.defaults());
        System.out.printf(
                "%s: %d to train, %d to validate, %d to test, each %s%n",
                data.train().name(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                data.train().shape());

        // 2. Architecture: wide, narrow, wide. Every layer with its shape can be seen before anything is built.
        AutoencoderConfig config = SuitedConfig.mlp(data, latent);
        config.layers()
                .forEach(layer ->
                        System.out.printf("  %-12s %-40s %s%n", layer.name(), layer.description(), layer.output()));

        // 3. Training: Adam, a cosine, early stopping; the weights of the best validation are kept.
        TrainingPlan plan = TrainingPlan.auto().withSteps(steps).withSeed(1);
        try (PictureAutoencoder model = PictureAutoencoder.train(config, data, plan)) {

            // 4. The honest comparison: on samples that training never saw, beside the best linear autoencoder.
            Evaluation result = model.evaluate(data.test());
            System.out.printf("test MSE %.5f, PSNR %.2f dB, SSIM %.3f%n", result.mse(), result.psnrDb(), result.ssim());
            try (Pca pca = Pca.fit(data.train(), Preprocessing.of(data.train()), latent)) {
                double[] mse = pca.mse(data.test(), List.of(0, latent));
                System.out.printf("test MSE of the mean image %.5f, of PCA-%d %.5f%n", mse[0], latent, mse[1]);
            }

            // 5. A folder with config.json and model.safetensors, for `./diabolo inspect` and for load().
            model.save(out);
            System.out.println("saved to " + out);
        }
    }
}

package io.diabolo.examples;

import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.linear.Pca;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LayersBody;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Sum;
import io.diabolo.nn.Unflatten;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.train.TrainingPlan;
import java.util.List;

/**
 * An architecture of one's own, layer by layer: it trains, saves, loads and is inspected like the others. The same can be
 * written as JSON or YAML and given to {@code ./diabolo train --config}.
 *
 * <p>Argument: the number of steps (0 for automatic).
 */
public final class OwnArchitecture {

    private static final int LATENT = 16;

    private OwnArchitecture() {}

    public static void main(String[] args) {
        long steps = args.length == 0 ? 0 : Long.parseLong(args[0]);
        LoadedData glyphs = DataSource.glyphs();
        LayerConfig silu = new Activate(Activation.SILU);
        // A linear path beside a network: PCA does what is linear, the network learns the rest.
        LayersBody body = new LayersBody(
                List.of(
                        new Flatten(),
                        new Sum(List.of(List.of(new Linear(32)), List.of(new Linear(512), silu, new Linear(32))))),
                List.of(
                        new Sum(List.of(List.of(new Linear(784)), List.of(new Linear(512), silu, new Linear(784)))),
                        new Unflatten(1, 28, 28)));
        AutoencoderConfig config = AutoencoderConfig.plain(glyphs.train().shape(), LATENT, body);
        try (PictureAutoencoder model =
                PictureAutoencoder.train(config, glyphs, TrainingPlan.auto().withSteps(steps))) {
            double[] linear = pca(glyphs);
            System.out.printf(
                    "%,d parameters, test MSE %.5f (mean image %.5f, PCA-%d %.5f)%n",
                    config.parameters(), model.evaluate(glyphs.test()).mse(), linear[0], LATENT, linear[1]);
        }
    }

    /** Test errors of the training part's mean image, and of PCA with as many numbers as the code has. */
    private static double[] pca(LoadedData data) {
        try (Pca pca = Pca.fit(data.train(), Preprocessing.of(data.train()), LATENT)) {
            return pca.mse(data.test(), List.of(0, LATENT));
        }
    }
}

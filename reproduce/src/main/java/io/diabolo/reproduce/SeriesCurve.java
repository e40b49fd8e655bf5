package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SeriesOptions;
import io.diabolo.linear.Pca;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Both bodies on series, one a row of a file: held-out error in units of the standard deviation beside PCA's with as many
 * numbers. The last line holds the number of models that are better than PCA, and the number of models.
 */
public final class SeriesCurve {

    private static final List<Integer> LATENTS = List.of(2, 4, 8, 16);

    private SeriesCurve() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/series FILE [LABEL] [IGNORED,...]   FILE is a .csv or .npy whose rows are series");
            System.exit(2);
        }
        DataOptions options = DataOptions.defaults().withSeries(SeriesOptions.rows());
        if (args.length > 1) {
            options = options.withTarget(args[1]);
        }
        if (args.length > 2) {
            options = options.withIgnore(List.of(args[2].split(",")));
        }
        LoadedData data = DataSource.open(Path.of(args[0]), options);
        Preprocessing preprocessing = Preprocessing.of(data.train());
        System.out.printf("%-6s %6s %9s %9s %8s%n", "body", "latent", "MSE", "PCA", "seconds");
        int better = 0;
        for (int latent : LATENTS) {
            better += measure("mlp", AutoencoderConfig.mlp(preprocessing.shape(), latent), data, preprocessing);
            better += measure("conv", AutoencoderConfig.conv(preprocessing.shape(), latent), data, preprocessing);
        }
        System.out.printf("%d %d%n", better, 2 * LATENTS.size());
    }

    private static int measure(String body, AutoencoderConfig config, LoadedData data, Preprocessing preprocessing) {
        long start = System.nanoTime();
        TrainingPlan plan = TrainingPlan.auto().withSeed(1);
        try (TrainedModel model = TrainedModel.train(config, data, preprocessing, plan, TrainingOptions.defaults());
                Pca pca = Pca.fit(data.train(), preprocessing, config.latent())) {
            double seconds = (System.nanoTime() - start) / 1e9;
            double error = model.evaluate(data.test()).mse();
            double linear = pca.mse(data.test(), List.of(config.latent()))[0];
            System.out.printf("%-6s %6d %9.5f %9.5f %8.1f%n", body, config.latent(), error, linear, seconds);
            return error < linear ? 1 : 0;
        }
    }
}

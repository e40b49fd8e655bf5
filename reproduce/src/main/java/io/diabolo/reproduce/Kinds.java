package io.diabolo.reproduce;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SplitRule;
import io.diabolo.engine.Precision;
import io.diabolo.eval.Evaluation;
import io.diabolo.image.Size;
import io.diabolo.linear.Pca;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.VariationalConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Both bodies and all three kinds on five datasets: test error beside PCA at the same latent size and the mean image. There
 * is no published figure; the last line is the number of plain models that beat PCA, of ten.
 */
public final class Kinds {

    private static final int LATENT = 32;
    private static final Corruption NOISE = new GaussianNoise(50);

    private Kinds() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/kinds DIR [STEPS]   DIR holds images/ and photos/ as described in reproduce/README.md");
            System.exit(2);
        }
        Path root = Path.of(args[0]);
        long steps = args.length > 1 ? Long.parseLong(args[1]) : 0;
        DataOptions options = DataOptions.defaults();
        System.out.printf(
                "%-14s %-5s %-12s %9s %9s %9s %9s %8s%n",
                "data", "body", "kind", "MSE", "input", "PCA-32", "mean", "seconds");
        int better = 0;
        better += run("MNIST", DataSource.open(root.resolve("images/mnist"), options), steps);
        better += run("Fashion-MNIST", DataSource.open(root.resolve("images/fashion-mnist"), options), steps);
        better += run(
                "ORL faces",
                DataSource.open(root.resolve("images/orl-faces"), options.withGroupBy(Pattern.compile("^(s\\d+)/"))),
                steps);
        better += run(
                "Frey faces",
                DataSource.open(root.resolve("images/frey-faces"), options.withSplit(SplitRule.ORDERED)),
                steps);
        better += run(
                "BSDS500 96x64",
                DataSource.open(root.resolve("photos/train/bsds500"), options.withSize(new Size(96, 64))),
                steps);
        System.out.println(better);
    }

    private static int run(String name, LoadedData data, long steps) {
        Preprocessing preprocessing = Preprocessing.of(data.train());
        double[] reference;
        try (Pca pca = Pca.fit(data.train(), preprocessing, LATENT)) {
            reference = pca.mse(data.test(), List.of(LATENT, 0));
        }
        int better = 0;
        for (AutoencoderConfig body : List.of(SuitedConfig.mlp(data, LATENT), SuitedConfig.conv(data, LATENT))) {
            boolean gray = data.train().shape().channels() == 1;
            AutoencoderConfig variational = body.withBottleneck(new VariationalConfig(1, 500))
                    .withLoss(gray ? Distortion.BCE : Distortion.GAUSSIAN);
            better += run(name, "plain", body, Corruption.none(), data, steps, reference) < reference[0] ? 1 : 0;
            run(name, "denoising", body, NOISE, data, steps, reference);
            run(name, "variational", variational, Corruption.none(), data, steps, reference);
        }
        return better;
    }

    private static double run(
            String name,
            String kind,
            AutoencoderConfig config,
            Corruption noise,
            LoadedData data,
            long steps,
            double[] reference) {
        TrainingPlan plan = TrainingPlan.auto()
                .withSteps(steps)
                .withCorruption(noise)
                .withPrecision(Precision.BF16)
                .withSeed(1);
        long start = System.nanoTime();
        try (PictureAutoencoder model = PictureAutoencoder.train(config, data, plan)) {
            Evaluation result = model.evaluate(data.test());
            System.out.printf(
                    "%-14s %-5s %-12s %9.5f %9s %9.5f %9.5f %8.0f%n",
                    name,
                    config.body().kind(),
                    kind,
                    result.mse(),
                    result.inputMse() > 0 ? "%.5f".formatted(result.inputMse()) : "",
                    reference[0],
                    reference[1],
                    (System.nanoTime() - start) / 1e9);
            return result.mse();
        }
    }
}

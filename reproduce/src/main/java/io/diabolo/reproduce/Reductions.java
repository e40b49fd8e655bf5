package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.task.Reduction;
import io.diabolo.task.SuitedConfig;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fewer numbers in place of samples: the default autoencoder beside PCA at the same sizes, on the test part. Nothing citable is
 * published for this; the last line holds at how many sizes the autoencoder's neighbours vote better than PCA's, at how many better
 * than those of the samples themselves, and the number of sizes.
 */
public final class Reductions {

    private Reductions() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/reduction DATA [--sizes 8,16,32] [--model mlp|conv] [--target COLUMN]   DATA is labelled");
            System.exit(2);
        }
        List<Integer> sizes = List.of(8, 16, 32);
        boolean conv = true;
        DataOptions options = DataOptions.defaults();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--sizes" ->
                    sizes = Arrays.stream(args[++i].split(","))
                            .map(Integer::parseInt)
                            .toList();
                case "--model" -> conv = args[++i].equals("conv");
                case "--target" -> {
                    options = options.withTarget(args[++i]);
                    conv = false;
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        LoadedData data = DataSource.open(Path.of(args[0]), options);
        boolean pictures = data.train().shape().isPicture();
        System.out.printf(
                "%-28s %10s %10s %10s %10s %10s%n", "on the test part", "MSE", "trust", "continuity", "kNN", "probe");
        int abovePca = 0;
        int aboveSamples = 0;
        for (int size : sizes) {
            List<Reduction> rows = rows(data, size, conv && pictures);
            rows.forEach(row -> System.out.printf(
                    "%-28s %10s %10s %10s %10s %10s%n",
                    row.name(),
                    text(row.mse(), "%.5g"),
                    text(row.trustworthiness(), "%.4f"),
                    text(row.continuity(), "%.4f"),
                    text(row.knnAccuracy(), "%.4f"),
                    text(row.probeAccuracy(), "%.4f")));
            abovePca += votes(rows.get(0)) > votes(rows.get(1)) ? 1 : 0;
            aboveSamples += votes(rows.get(0)) > votes(rows.get(2)) ? 1 : 0;
        }
        System.out.printf("%d %d %d%n", abovePca, aboveSamples, sizes.size());
    }

    private static List<Reduction> rows(LoadedData data, int size, boolean conv) {
        try (TrainedModel model = TrainedModel.train(
                conv ? SuitedConfig.conv(data, size) : SuitedConfig.mlp(data, size),
                data,
                TrainingPlan.auto(),
                TrainingOptions.defaults())) {
            return Reduction.compare(model, data);
        }
    }

    private static double votes(Reduction row) {
        Double accuracy = row.knnAccuracy();
        return accuracy == null ? Double.NaN : accuracy;
    }

    private static String text(@Nullable Double value, String format) {
        return value == null ? "" : format.formatted(value);
    }
}

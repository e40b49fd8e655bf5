package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.linear.Pca;
import io.diabolo.task.TableAutoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The default autoencoder on every table of a folder: held-out error in standardised units beside PCA's with as many numbers,
 * then the error of hidden cells that were filled again. Nothing is chosen on these tables' test parts.
 *
 * <p>The last line holds the number of tables on which every latent is better than PCA, the number on which gaps are filled
 * better than by PCA, and the number of tables.
 */
public final class Tables {

    private static final List<Integer> LATENTS = List.of(2, 4);

    private Tables() {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println("usage: reproduce/tables DIR [SEED]   DIR holds .npz, .npy or .csv files, each a table");
            System.exit(2);
        }
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.printf(
                "%-26s %7s %4s  %s  %s%n",
                "table",
                "rows",
                "cols",
                "latent 2: MSE, PCA, seconds; latent 4: the same",
                "20 % hidden, latent 4: MSE, PCA, column means");
        int better = 0;
        int filled = 0;
        List<Path> files = files(Path.of(args[0]));
        for (Path file : files) {
            LoadedData data = DataSource.open(file, DataOptions.defaults());
            StringBuilder line = new StringBuilder("%-26s %7d %4d "
                    .formatted(
                            file.getFileName(),
                            data.train().size(),
                            data.train().columns().size()));
            better += againstPca(data, seed, line) ? 1 : 0;
            filled += HiddenCells.measure(data, LATENTS.get(1), seed, line) ? 1 : 0;
            System.out.println(line);
        }
        System.out.printf("%d %d %d%n", better, filled, files.size());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(file -> file.toString().matches(".*\\.(npz|npy|csv|tsv)(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean againstPca(LoadedData data, long seed, StringBuilder line) {
        boolean better = true;
        for (int latent : LATENTS) {
            long start = System.nanoTime();
            try (TableAutoencoder model = TableAutoencoder.train(data, latent, seed);
                    Pca pca = Pca.fit(data.train(), model.model().preprocessing(), latent)) {
                double seconds = (System.nanoTime() - start) / 1e9;
                double error = model.evaluate(data.test()).mse();
                double linear = pca.mse(data.test(), List.of(latent))[0];
                better &= error < linear;
                line.append(" %8.4f %8.4f %5.1f".formatted(error, linear, seconds));
            }
        }
        return better;
    }
}

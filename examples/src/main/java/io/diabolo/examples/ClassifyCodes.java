package io.diabolo.examples;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.eval.Knn;
import io.diabolo.eval.LinearProbe;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Sheet;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Encode, feed another model, decode back: a classifier learns from 16 numbers instead of 784 pixels; then the middle of each class,
 * taken among the codes, becomes a picture again.
 *
 * <p>Arguments: the number of steps (0 for automatic), and the file for the pictures.
 */
public final class ClassifyCodes {

    private static final int LATENT = 16;

    private ClassifyCodes() {}

    public static void main(String[] args) {
        long steps = args.length == 0 ? 0 : Long.parseLong(args[0]);
        LoadedData glyphs = DataSource.glyphs(DataOptions.defaults().withLimit(6_000));
        try (PictureAutoencoder model = PictureAutoencoder.train(
                SuitedConfig.mlp(glyphs, LATENT), glyphs, TrainingPlan.auto().withSteps(steps))) {
            Knn.Labelled codes = codes(model, glyphs.train());
            report("%d numbers".formatted(LATENT), codes, codes(model, glyphs.test()));
            report("784 pixels", pixels(glyphs.train()), pixels(glyphs.test()));
            if (args.length > 1) {
                Codes middles = middles(codes, glyphs.train().labelNames().size());
                PictureFiles.write(
                        Path.of(args[1]), Sheet.grid(model.decode(middles), 10).draw());
            }
        }
    }

    private static void report(String name, Knn.Labelled train, Knn.Labelled test) {
        long start = System.nanoTime();
        double accuracy = LinearProbe.accuracy(train, test, 0);
        System.out.printf(
                "logistic regression on %s: accuracy %.3f, learned in %.2f s%n",
                name, accuracy, (System.nanoTime() - start) / 1e9);
    }

    private static Codes middles(Knn.Labelled codes, int classes) {
        float[][] sums = new float[classes][LATENT];
        int[] counts = new int[classes];
        float[][] rows = codes.codes().rows();
        for (int i = 0; i < rows.length; i++) {
            counts[codes.labels()[i]]++;
            for (int d = 0; d < LATENT; d++) {
                sums[codes.labels()[i]][d] += rows[i][d];
            }
        }
        for (int of = 0; of < classes; of++) {
            for (int d = 0; d < LATENT; d++) {
                sums[of][d] /= Math.max(1, counts[of]);
            }
        }
        return Codes.of(sums);
    }

    private static Knn.Labelled codes(PictureAutoencoder model, Dataset data) {
        return new Knn.Labelled(model.encode(data), labels(data));
    }

    private static Knn.Labelled pixels(Dataset data) {
        float[] values = new float[data.size() * data.shape().elements()];
        data.gather(Batches.range(0, data.size(), data.size()), values);
        return new Knn.Labelled(Codes.of(data.shape().elements(), values), labels(data));
    }

    private static int[] labels(Dataset data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }
}

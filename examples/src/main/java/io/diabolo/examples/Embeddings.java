package io.diabolo.examples;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.eval.Knn;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;

/**
 * Codes as embeddings: how often the nearest neighbours in 8 numbers have the right label, against those in all pixels.
 *
 * <p>Argument: the number of steps (0 for automatic).
 */
public final class Embeddings {

    private static final int NEIGHBOURS = 5;

    private Embeddings() {}

    public static void main(String[] args) {
        long steps = args.length == 0 ? 0 : Long.parseLong(args[0]);
        LoadedData glyphs = DataSource.glyphs(DataOptions.defaults().withLimit(6_000));
        AutoencoderConfig config = SuitedConfig.mlp(glyphs, 8);
        try (PictureAutoencoder model =
                PictureAutoencoder.train(config, glyphs, TrainingPlan.auto().withSteps(steps))) {
            double codes = accuracy(codes(model, glyphs.train()), codes(model, glyphs.test()));
            double pixels = accuracy(pixels(glyphs.train()), pixels(glyphs.test()));
            System.out.printf(
                    "accuracy of %d neighbours: %.3f in 8 numbers, %.3f in 784 pixels%n", NEIGHBOURS, codes, pixels);
        }
    }

    private static double accuracy(Knn.Labelled train, Knn.Labelled test) {
        return Knn.accuracy(train, test, NEIGHBOURS, 0);
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
        return java.util.stream.IntStream.range(0, data.size()).map(data::label).toArray();
    }
}

package io.diabolo.task;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.eval.Knn;
import io.diabolo.eval.LinearProbe;
import io.diabolo.eval.Neighbourhoods;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How good fewer numbers are in place of samples that were not trained on.
 *
 * @param name of the numbers
 * @param mse mean squared error by element, in model values; null for the samples themselves
 * @param trustworthiness 0 to 1, of 5 neighbours: who is near in the codes was near before; null of too few samples
 * @param continuity 0 to 1: who was near before is near in the codes; null likewise
 * @param knnAccuracy 0 to 1: how often the 5 nearest training codes vote for the right label; null without labels
 * @param probeAccuracy 0 to 1: how often a logistic regression on the training codes gives the right label; null likewise
 */
public record Reduction(
        String name,
        @Nullable Double mse,
        @Nullable Double trustworthiness,
        @Nullable Double continuity,
        @Nullable Double knnAccuracy,
        @Nullable Double probeAccuracy) {

    private static final int NEIGHBOURS = 5;
    private static final int MOST_COMPARED = 2_000;

    /** The model's codes, as many principal components, and the samples themselves, on the test part of data. */
    public static List<Reduction> compare(TrainedModel model, LoadedData data) {
        Preprocessing preprocessing = model.preprocessing();
        int latent = model.autoencoder().config().codeSize();
        Codes rawTest = raw(data.test(), preprocessing);
        Parts samples = new Parts(raw(data.train(), preprocessing), rawTest);
        try (Pca pca = Pca.fit(data.train(), preprocessing, latent)) {
            return List.of(
                    of(
                            "autoencoder, %d numbers".formatted(latent),
                            model.evaluate(data.test()).mse(),
                            new Parts(model.encode(data.train()), model.encode(data.test())),
                            rawTest,
                            data),
                    of(
                            "PCA, %d numbers".formatted(pca.count()),
                            pca.mse(data.test(), List.of(pca.count()))[0],
                            new Parts(pca.encode(data.train()), pca.encode(data.test())),
                            rawTest,
                            data),
                    new Reduction(
                            "the samples, %d numbers".formatted(rawTest.latent()),
                            null,
                            null,
                            null,
                            knn(samples, data),
                            probe(samples, data)));
        }
    }

    private static Reduction of(String name, double mse, Parts codes, Codes rawTest, LoadedData data) {
        int compared = Math.min(MOST_COMPARED, data.test().size());
        Neighbourhoods kept = null;
        if (compared > 2 * NEIGHBOURS) {
            int[] rows = IntStream.range(0, compared).toArray();
            kept = Neighbourhoods.of(
                    rawTest.select(rows).rows(), codes.test().select(rows).rows(), NEIGHBOURS);
        }
        return new Reduction(
                name,
                mse,
                kept == null ? null : kept.trustworthiness(),
                kept == null ? null : kept.continuity(),
                knn(codes, data),
                probe(codes, data));
    }

    /** Codes of the training part and of the test part. */
    private record Parts(Codes train, Codes test) {}

    /** Model values as codes; what is missing is the mean. */
    private static Codes raw(Dataset data, Preprocessing preprocessing) {
        float[] values =
                new float[Math.multiplyExact(data.size(), preprocessing.shape().elements())];
        preprocessing.read(
                data, IntStream.range(0, data.size()).toArray(), values, new float[data.hasGaps() ? values.length : 0]);
        return Codes.of(preprocessing.shape().elements(), values);
    }

    private static @Nullable Double knn(Parts codes, LoadedData data) {
        Knn.@Nullable Labelled train = labelled(data.train(), codes.train());
        Knn.@Nullable Labelled test = labelled(data.test(), codes.test());
        return train == null || test == null || train.labels().length < NEIGHBOURS
                ? null
                : Knn.accuracy(train, test, NEIGHBOURS, 0);
    }

    private static @Nullable Double probe(Parts codes, LoadedData data) {
        Knn.@Nullable Labelled train = labelled(data.train(), codes.train());
        Knn.@Nullable Labelled test = labelled(data.test(), codes.test());
        return train == null || test == null ? null : LinearProbe.accuracy(train, test, 0);
    }

    /** The samples that have a label; null where none has. */
    private static Knn.@Nullable Labelled labelled(Dataset data, Codes codes) {
        int[] rows = IntStream.range(0, data.size())
                .filter(row -> data.label(row) != Dataset.NO_LABEL)
                .toArray();
        if (rows.length == 0) {
            return null;
        }
        Dataset known = RowSubset.of(data, rows);
        return new Knn.Labelled(
                codes.select(rows),
                IntStream.range(0, rows.length).map(known::label).toArray());
    }
}

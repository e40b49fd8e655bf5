package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Knn;
import io.diabolo.eval.Neighbourhoods;
import io.diabolo.linear.Pca;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.Pace;
import io.diabolo.train.TrainingListener;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains an autoencoder and writes the codes of all samples, measured beside PCA with as many numbers. */
final class ReduceJob {

    private static final int NEIGHBOURS = 5;
    private static final int MOST_COMPARED = 2_000;

    private ReduceJob() {}

    static ReduceRequest.Outcome run(ReduceRequest request, Device device, JobControl control) {
        CodeFiles.requireKnown(Path.of(request.out()));
        String keep = request.keep();
        if (keep != null && ModelFolder.exists(Path.of(keep))) {
            throw new BadInputException("%s holds a model: choose another folder".formatted(keep));
        }
        LoadedData data = request.data().load();
        data.notes().forEach(control::note);
        Preprocessing preprocessing =
                Preprocessing.of(data.train(), request.data().reading().table().scaling());
        if (request.to() >= preprocessing.shape().elements()) {
            throw new BadInputException("samples %s have %d values: reduce them to fewer, not to %d"
                    .formatted(preprocessing.shape(), preprocessing.shape().elements(), request.to()));
        }
        boolean gaps = data.train().hasGaps();
        boolean corrupted = !request.plan().corruption(gaps).isNone();
        AutoencoderConfig config =
                request.model().withLatent(request.to()).architecture(preprocessing, gaps, corrupted);
        TrainingPlan plan = request.plan().plan(request.plan().precision().ofTraining(List.of(config), device), gaps);
        try (TrainedModel model = TrainedModel.train(
                config,
                data,
                preprocessing,
                request.plan().timed(plan, () -> Pace.of(config, data, preprocessing, plan, device), control),
                training(device, control))) {
            if (model.description().provenance().training().reason() == TrainingResult.Reason.INTERRUPTED) {
                return new ReduceRequest.Outcome(0, request.to(), request.out(), null, true, List.of());
            }
            Dataset all = request.data().whole(note -> {});
            Codes codes = model.encode(all);
            List<String> names =
                    IntStream.range(0, all.size()).mapToObj(all::itemName).toList();
            new CodeFiles(names, codes).write(Path.of(request.out()));
            if (keep != null) {
                model.save(Path.of(keep));
            }
            return new ReduceRequest.Outcome(
                    codes.size(), codes.latent(), request.out(), keep, false, rows(model, data, preprocessing));
        }
    }

    private static TrainingOptions training(Device device, JobControl control) {
        TrainingOptions options = TrainingOptions.defaults().withDevice(device).withStop(control.stop());
        for (TrainingListener listener : control.training()) {
            options = options.withListener(listener);
        }
        return options;
    }

    private static List<ReduceRequest.Row> rows(TrainedModel model, LoadedData data, Preprocessing preprocessing) {
        int latent = model.autoencoder().config().latent();
        try (Pca pca = Pca.fit(data.train(), preprocessing, latent)) {
            Codes raw = raw(data.train(), preprocessing);
            Codes rawTest = raw(data.test(), preprocessing);
            return List.of(
                    row(
                            "autoencoder, %d numbers".formatted(latent),
                            model.evaluate(data.test()).mse(),
                            new Pair(model.encode(data.train()), model.encode(data.test())),
                            rawTest,
                            data),
                    row(
                            "PCA, %d numbers".formatted(pca.count()),
                            pca.mse(data.test(), List.of(pca.count()))[0],
                            new Pair(pca.encode(data.train()), pca.encode(data.test())),
                            rawTest,
                            data),
                    new ReduceRequest.Row(
                            "the samples, %d numbers".formatted(raw.latent()),
                            null,
                            null,
                            null,
                            accuracy(new Pair(raw, rawTest), data)));
        }
    }

    /** Model values as codes; what is missing is the mean. */
    private static Codes raw(Dataset data, Preprocessing preprocessing) {
        float[] values =
                new float[Math.multiplyExact(data.size(), preprocessing.shape().elements())];
        preprocessing.read(
                data, IntStream.range(0, data.size()).toArray(), values, new float[data.hasGaps() ? values.length : 0]);
        return Codes.of(preprocessing.shape().elements(), values);
    }

    private record Pair(Codes train, Codes test) {}

    private static ReduceRequest.Row row(String name, double mse, Pair codes, Codes rawTest, LoadedData data) {
        int compared = Math.min(MOST_COMPARED, data.test().size());
        Neighbourhoods kept = null;
        if (compared > 2 * NEIGHBOURS) {
            int[] rows = IntStream.range(0, compared).toArray();
            kept = Neighbourhoods.of(
                    rawTest.select(rows).rows(), codes.test().select(rows).rows(), NEIGHBOURS);
        }
        return new ReduceRequest.Row(
                name,
                mse,
                kept == null ? null : kept.trustworthiness(),
                kept == null ? null : kept.continuity(),
                accuracy(codes, data));
    }

    private static @Nullable Double accuracy(Pair codes, LoadedData data) {
        Knn.@Nullable Labelled train = labelled(data.train(), codes.train());
        Knn.@Nullable Labelled test = labelled(data.test(), codes.test());
        return train == null || test == null || train.labels().length < NEIGHBOURS
                ? null
                : Knn.accuracy(train, test, NEIGHBOURS, 0);
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

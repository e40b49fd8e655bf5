package io.diabolo.study;

import io.diabolo.data.LoadedData;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.study.References.EqualBytesRow;
import io.diabolo.study.References.ModelBytes;
import io.diabolo.study.References.PcaRow;
import io.diabolo.study.Samples.LatentMap;
import io.diabolo.study.Samples.LimitExamples;
import io.diabolo.study.Samples.Reconstructions;
import io.diabolo.study.Samples.Worst;
import io.diabolo.task.PictureAutoencoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a study does once its runs are done: references, limits, pictures, all with the first seed that did not fail. */
final class Conclusion {

    private final StudyPlan plan;
    private final LoadedData data;
    private final Preprocessing preprocessing;
    private final StudyFolder folder;
    /** The run of the first seed for each model and latent size. */
    private final List<RunResult> chosen;

    /** @param runs in the order of the grid */
    Conclusion(StudyPlan plan, LoadedData data, Preprocessing preprocessing, StudyFolder folder, List<RunResult> runs) {
        this.plan = plan;
        this.data = data;
        this.preprocessing = preprocessing;
        this.folder = folder;
        Map<String, RunResult> first = new LinkedHashMap<>();
        runs.stream()
                .filter(RunResult::ok)
                .forEach(run -> first.putIfAbsent(run.key().model() + run.key().latent(), run));
        chosen = List.copyOf(first.values());
    }

    /** As many principal components of the training part as the largest latent has; their mean is the mean sample. */
    static Pca components(StudyPlan plan, LoadedData data, Preprocessing preprocessing) {
        return Pca.fit(
                data.train(), preprocessing, plan.latents().get(plan.latents().size() - 1));
    }

    References references(Pca pca) {
        double peak = preprocessing.range().peak();
        // No component at all: the mean sample.
        List<Integer> sizes = IntStream.concat(
                        IntStream.of(0), plan.latents().stream().mapToInt(d -> d))
                .filter(d -> d <= pca.count())
                .boxed()
                .toList();
        double[] errors = pca.mse(data.test(), sizes);
        List<PcaRow> rows = IntStream.range(1, errors.length)
                .mapToObj(i -> new PcaRow(sizes.get(i), errors[i], ImageMetrics.psnrDb(errors[i], peak)))
                .toList();
        List<EqualBytesRow> equalBytes = new ArrayList<>();
        List<ModelBytes> models = new ArrayList<>();
        int pictures = TestPictures.canCode(data.test()) ? equalBytes(equalBytes, models) : 0;
        return new References(errors[0], rows, pictures, equalBytes, models);
    }

    private int equalBytes(List<EqualBytesRow> rows, List<ModelBytes> models) {
        EqualBytes comparison = new EqualBytes(data.test(), preprocessing);
        forEach(chosen, (run, model) -> {
            RunResult.Key key = run.key();
            rows.addAll(comparison.rows(key, model, run.code().ranges()));
            models.add(new ModelBytes(key.model(), key.latent(), EqualBytes.modelBytes(folder.run(key), key.latent())));
        });
        rows.addAll(comparison.codecRows());
        return comparison.pictures();
    }

    /** The largest size of each model, and its knee where it has one, on other data; empty for tables and series. */
    List<LimitRow> limits(List<Advice> advice, List<LimitExamples> examples) {
        if (!(preprocessing instanceof ArrayPreprocessing)) {
            return List.of();
        }
        ChangedInputs tests = new ChangedInputs(data.test(), preprocessing);
        List<LimitRow> rows = new ArrayList<>();
        for (Advice about : advice) {
            Advice.Knee knee = about.knee();
            RunResult.Key largest = largest(about.model());
            List<RunResult> some = chosen.stream()
                    .filter(run -> run.key().model().equals(about.model()))
                    .filter(run -> run.key().equals(largest)
                            || (knee != null && run.key().latent() == knee.latent()))
                    .toList();
            forEach(some, (run, model) -> tests.run(run.key(), model, rows, examples));
        }
        return rows;
    }

    Samples samples(List<LimitExamples> examples) {
        if (!TestPictures.canShow(data.test().shape())) {
            return new Samples(List.of(), List.of(), List.of(), List.of(), List.of());
        }
        SampleCollector collector = new SampleCollector(data.test(), preprocessing);
        List<Reconstructions> reconstructions = new ArrayList<>();
        List<Worst> worst = new ArrayList<>();
        List<LatentMap> maps = new ArrayList<>();
        forEach(chosen, (run, model) -> {
            RunResult.Key key = run.key();
            reconstructions.add(new Reconstructions(key.model(), key.latent(), collector.reconstructions(model)));
            if (key.equals(largest(key.model()))) {
                worst.addAll(collector.worst(run, model));
            }
            if (key.equals(smallestOfTwo(key.model()))) {
                maps.add(collector.map(key, model));
            }
        });
        return new Samples(collector.originals(), reconstructions, worst, maps, examples);
    }

    private RunResult.@Nullable Key largest(String model) {
        return of(model).max(Comparator.comparingInt(RunResult.Key::latent)).orElse(null);
    }

    /** The smallest size with at least two dimensions to look at. */
    private RunResult.@Nullable Key smallestOfTwo(String model) {
        return of(model)
                .filter(key -> key.latent() >= 2)
                .min(Comparator.comparingInt(RunResult.Key::latent))
                .orElse(null);
    }

    private Stream<RunResult.Key> of(String model) {
        return chosen.stream().map(RunResult::key).filter(key -> key.model().equals(model));
    }

    private void forEach(List<RunResult> runs, BiConsumer<RunResult, PictureAutoencoder> look) {
        for (RunResult run : runs) {
            try (PictureAutoencoder model = PictureAutoencoder.load(folder.run(run.key()))) {
                look.accept(run, model);
            }
        }
    }
}

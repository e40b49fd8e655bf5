package io.diabolo.jobs;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Likelihood;
import io.diabolo.generate.NearestSamples;
import io.diabolo.generate.SampleJudgement;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What samples of a model are compared with: the data that it was trained on, where that is found. */
final class TrainingSamples {

    private static final int COLUMNS = 10;
    private static final int SHOWN = 50;
    private static final int MOST_CODES = 2_000;

    private final EvaluateRequest request;
    private final TrainedModel model;
    private final JobControl control;
    private @Nullable LoadedData data;
    private boolean missing;

    TrainingSamples(EvaluateRequest request, TrainedModel model, JobControl control) {
        this.request = request;
        this.model = model;
        this.control = control;
    }

    /** @throws BadInputException if it is not found, or of another kind */
    LoadedData required() {
        if (data == null) {
            data = request.load(model, control);
        }
        return data;
    }

    /** Null with a note where nobody named it and it is not where it was. */
    private @Nullable LoadedData found() {
        if (data == null && !missing) {
            try {
                return required();
            } catch (BadInputException e) {
                if (request.data() != null) {
                    throw e;
                }
                missing = true;
                control.note(
                        "the data of the training is not found (%s): samples are shown without their nearest training samples, and not judged; --data says where it is"
                                .formatted(e.getMessage()));
            }
        }
        return data;
    }

    /**
     * Samples, each with the training sample nearest to it below.
     *
     * @param values [n, C, H, W] in model values
     * @param above pictures for a row of their own; none for no such row
     */
    Picture sheet(SampleFiles files, float[] values, List<Picture> above) {
        int elements = model.preprocessing().shape().elements();
        int count = Math.min(SHOWN, values.length / elements);
        float[] shown = Arrays.copyOf(values, count * elements);
        List<Picture> samples = files.pictures(shown);
        List<Picture> nearest = nearest(files, shown);
        List<List<Picture>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        if (!above.isEmpty()) {
            rows.add(above);
            titles.add("given, rebuilt");
        }
        for (int first = 0; first < count; first += COLUMNS) {
            int end = Math.min(count, first + COLUMNS);
            rows.add(samples.subList(first, end));
            titles.add("samples");
            if (!nearest.isEmpty()) {
                rows.add(nearest.subList(first, end));
                titles.add("nearest in training");
            }
        }
        return Sheet.ofRows(rows).withRowTitles(titles).draw();
    }

    private List<Picture> nearest(SampleFiles files, float... samples) {
        LoadedData known = found();
        if (known == null) {
            return List.of();
        }
        int[] rows = NearestSamples.of(known.train(), model.preprocessing(), samples, model.device())
                .rows();
        return Arrays.stream(rows)
                .mapToObj(row -> files.pictures(values(known.train(), row)).get(0))
                .toList();
    }

    /** A sample in model values. */
    float[] values(Dataset dataset, int row) {
        try (TensorScope scope = TensorScope.open("sample", model.device())) {
            return new Batches(dataset, model.preprocessing())
                    .load(new int[] {row})
                    .toFloats();
        }
    }

    /** What there is to say of samples in model values. */
    Verdict verdict(float... samples) {
        LoadedData known = found();
        if (known == null) {
            return Verdict.none();
        }
        SampleJudgement judgement = SampleJudgement.of(
                samples,
                new SampleJudgement.Data(known.train(), known.validation()),
                model.preprocessing(),
                model.device());
        List<String> warnings = new ArrayList<>(judgement.warnings());
        Integer active = activeUnits(known.train());
        if (active != null && active == 0) {
            warnings.add("no number of the code carries anything (posterior collapse): train with a lower --beta");
        } else if (active != null && active < model.autoencoder().config().latent()) {
            control.note("%d of the %d numbers of the code carry something"
                    .formatted(active, model.autoencoder().config().latent()));
        }
        return new Verdict(judgement, active, warnings);
    }

    /** Numbers of the code whose posterior mean varies; null of a model without a posterior. */
    private @Nullable Integer activeUnits(Dataset train) {
        if (!model.autoencoder().config().bottleneck().hasPosterior()) {
            return null;
        }
        int count = Math.min(MOST_CODES, train.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * train.size() / count))
                .toArray();
        Codes codes = model.encode(RowSubset.of(train, rows));
        return (int) IntStream.range(0, codes.latent())
                .filter(unit -> variance(codes, unit) > Likelihood.ACTIVE_VARIANCE)
                .count();
    }

    private static double variance(Codes codes, int unit) {
        double mean = IntStream.range(0, codes.size())
                .mapToDouble(row -> codes.get(row, unit))
                .average()
                .orElse(0);
        return IntStream.range(0, codes.size())
                .mapToDouble(row -> Math.pow(codes.get(row, unit) - mean, 2))
                .average()
                .orElse(0);
    }

    /** What was found; nulls where there was nothing to compare with. */
    record Verdict(
            @Nullable SampleJudgement judgement, @Nullable Integer activeUnits, List<String> warnings) {

        static Verdict none() {
            return new Verdict(null, null, List.of());
        }
    }
}

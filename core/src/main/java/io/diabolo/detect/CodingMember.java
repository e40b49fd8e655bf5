package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.task.TrainedModel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** An autoencoder of a detector, and what is normal for it. */
final class CodingMember implements Member {

    /** To which of the nearest normal codes the distance counts. */
    static final int NEIGHBOURS = 5;

    private static final int MOST_REFERENCES = 8_192;
    private static final int MOST_MEASURED = 3_000;

    /** A share of the mean error that every element has at least: one that is always the same is not infinitely strange. */
    private static final double LEAST_ERROR = 1e-4;

    /** The same of pictures, whose edges are the same in all normal ones and may move a little in others: no pixel counts for more than the mean. */
    private static final double LEAST_ERROR_OF_PIXELS = 1;

    private final TrainedModel model;
    private final Part part;
    private final HiddenRounds rounds;
    private final Normal normal;

    CodingMember(TrainedModel model, Part part, HiddenRounds rounds, Normal normal) {
        this.model = model;
        this.part = part;
        this.rounds = rounds;
        this.normal = normal;
    }

    /**
     * What is normal for one autoencoder.
     *
     * @param errors of reconstruction
     * @param surprise [E], the mean squared error of each element while it is hidden
     * @param neighbours the codes of normal samples
     * @param reconstruction the scale of errors
     * @param latent the scale of distances to the neighbours
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Normal(
            NormalErrors errors,
            float[] surprise,
            NearestNeighbours neighbours,
            Standard reconstruction,
            Standard latent) {}

    /** Measures what is normal for a model, on the samples that it was trained on and on those of its validation. */
    static CodingMember measure(TrainedModel model, CodingPlan plan, HoldOut data) {
        long seed = plan.plan().seed();
        int latent = model.autoencoder().config().latent();
        Dataset references = Member.some(data.train(), MOST_REFERENCES, seed);
        NearestNeighbours neighbours =
                NearestNeighbours.of(latent, model.encode(references).values(), MOST_REFERENCES, seed);
        // A small table holds out so few samples that each element's error needs those of the training as well.
        Dataset[] measured = {data.validation(), Member.some(data.train(), MOST_MEASURED, seed)};
        ElementErrors errors = ElementErrors.of(
                model.preprocessing().shape(),
                (part, observer) -> observe(model, plan.rounds(), part, observer),
                measured);
        Standard none = new Standard(0, 1);
        double least = model.preprocessing().shape().isPicture() ? LEAST_ERROR_OF_PIXELS : LEAST_ERROR;
        NormalErrors rebuilt = NormalErrors.of(errors, least);
        float[] hidden = errors.hidden(least);
        CodingMember unscaled = new CodingMember(
                model, plan.part(), plan.rounds(), new Normal(rebuilt, hidden, neighbours, none, none));
        Raw raw = unscaled.score(data.validation(), false, Observer.NONE);
        Standard reconstruction = Standard.of(raw.errors);
        Standard distances = Standard.of(raw.distances());
        return new CodingMember(
                model, plan.part(), plan.rounds(), new Normal(rebuilt, hidden, neighbours, reconstruction, distances));
    }

    @Override
    public TrainedModel model() {
        return model;
    }

    @Override
    public Part part() {
        return part;
    }

    Normal normal() {
        return normal;
    }

    /**
     * Scores without a scale, never below 0.
     *
     * @param errors [N], of reconstructions, in units of what is normal
     * @param codes [N, D]
     * @param neighbours the codes of normal samples
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Raw(double[] errors, float[] codes, NearestNeighbours neighbours) {

        double[] distances() {
            return neighbours.distances(codes, NEIGHBOURS);
        }
    }

    private Raw score(Dataset data, boolean hides, Observer also) {
        double[] scores = new double[data.size()];
        int latent = model.autoencoder().config().latent();
        float[] codes = new float[data.size() * latent];
        observe(model, hides ? rounds : HiddenRounds.none(), data, (first, seen) -> {
            also.accept(first, seen);
            System.arraycopy(seen.codes(), 0, codes, first * latent, seen.codes().length);
            for (int i = 0; i < seen.codes().length / latent; i++) {
                scores[first + i] = normal.errors.of(seen, i);
            }
        });
        return new Raw(scores, codes, normal.neighbours);
    }

    /** All reconstruct, the codes of some are compared. */
    @Override
    public Map<Part, double[]> standardised(Dataset data, boolean hides, Observer also) {
        Raw raw = score(data, hides, also);
        Map<Part, double[]> scores = new EnumMap<>(Part.class);
        scores.put(
                Part.RECONSTRUCTION,
                Arrays.stream(raw.errors).map(normal.reconstruction::apply).toArray());
        if (part == Part.LATENT) {
            scores.put(
                    part,
                    Arrays.stream(raw.distances()).map(normal.latent::apply).toArray());
        }
        return scores;
    }

    @Override
    public void observe(Dataset data, Observer observer) {
        observe(model, HiddenRounds.none(), data, observer);
    }

    @Override
    public float[] normalSurprise() {
        return normal.surprise;
    }

    static void observe(TrainedModel model, HiddenRounds rounds, Dataset data, Observer observer) {
        int chunk = Observation.chunk(model, rounds);
        for (int first = 0; first < data.size(); first += chunk) {
            observer.accept(first, Observation.of(model, rounds, data, Batches.range(first, chunk, data.size())));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}

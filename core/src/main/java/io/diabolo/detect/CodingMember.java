package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.task.TrainedModel;
import java.util.Arrays;

/** An autoencoder of a detector, and what is normal for it. */
final class CodingMember implements Member {

    /** To which of the nearest normal codes the distance counts. */
    static final int NEIGHBOURS = 5;

    private static final int MOST_REFERENCES = 8_192;
    private static final int MOST_MEASURED = 3_000;

    /** A share of the mean error that every element has at least: one that is always the same is not infinitely strange. */
    private static final double LEAST_ERROR = 1e-4;

    /** The same of pictures, whose edges are the same in all normal ones and may move a little in others. */
    static final double LEAST_ERROR_OF_PIXELS = 0.1;

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
     * @param error [E], the mean squared error of each element
     * @param surprise [E], the same while the element is hidden
     * @param neighbours the codes of normal samples
     * @param reconstruction the scale of errors
     * @param latent the scale of distances to the neighbours
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Normal(
            float[] error, float[] surprise, NearestNeighbours neighbours, Standard reconstruction, Standard latent) {}

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
                model.preprocessing().shape().elements(),
                (part, observer) -> observe(model, plan.rounds(), part, observer),
                measured);
        Standard none = new Standard(0, 1);
        double least = model.preprocessing().shape().isPicture() ? LEAST_ERROR_OF_PIXELS : LEAST_ERROR;
        float[] rebuilt = errors.rebuilt(least);
        float[] hidden = errors.hidden(least);
        CodingMember unscaled = new CodingMember(
                model, plan.part(), plan.rounds(), new Normal(rebuilt, hidden, neighbours, none, none));
        Standard reconstruction = Standard.of(unscaled.score(data.validation(), Part.RECONSTRUCTION));
        Standard distances = Standard.of(unscaled.score(data.validation(), Part.LATENT));
        return new CodingMember(
                model, plan.part(), plan.rounds(), new Normal(rebuilt, hidden, neighbours, reconstruction, distances));
    }

    @Override
    public TrainedModel model() {
        return model;
    }

    /** All reconstruct, the codes of some are compared. */
    @Override
    public boolean scores(Part wanted) {
        return wanted == Part.RECONSTRUCTION || wanted == part;
    }

    @Override
    public Part part() {
        return part;
    }

    Normal normal() {
        return normal;
    }

    /** Raw scores [N], never below 0. */
    double[] score(Dataset data, Part wanted) {
        if (wanted == Part.LATENT) {
            return normal.neighbours.distances(model.encode(data).values(), NEIGHBOURS);
        }
        double[] scores = new double[data.size()];
        observe(data, (first, seen) -> {
            int elements = normal.error.length;
            for (int i = 0; i < seen.values().length / elements; i++) {
                double error = 0;
                double known = 0;
                for (int at = i * elements; at < (i + 1) * elements; at++) {
                    error += seen.weights()[at] * seen.error(at) / normal.error[at - i * elements];
                    known += seen.weights()[at];
                }
                scores[first + i] = error / Math.max(1, known);
            }
        });
        return scores;
    }

    @Override
    public double[] standardised(Dataset data, Part wanted) {
        Standard standard = wanted == Part.LATENT ? normal.latent : normal.reconstruction;
        return Arrays.stream(score(data, wanted)).map(standard::apply).toArray();
    }

    @Override
    public void observe(Dataset data, Observer observer) {
        observe(model, HiddenRounds.none(), data, observer);
    }

    @Override
    public void observeHidden(Dataset data, Observer observer) {
        observe(model, rounds, data, observer);
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

package io.diabolo.generate;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether samples are different from each other, and others than those of the training. Distances are roots of mean squared
 * differences of a model value.
 *
 * @param samples how many were looked at
 * @param diversity mean distance of two samples
 * @param dataDiversity the same of training samples
 * @param nearest median distance of a sample to the training sample nearest to it
 * @param heldOutNearest the same of samples that the model was not trained on
 */
public record SampleJudgement(
        int samples, double diversity, double dataDiversity, double nearest, double heldOutNearest) {

    private static final int MOST = 256;

    /** Samples that differ by less than this share of the data's differences are all alike. */
    private static final double ALIKE = 0.4;

    /** Samples nearer to training samples than this share of what is usual are those samples. */
    private static final double MEMORISED = 0.25;

    /** The most samples of a shape that are looked at. */
    public static int most(Preprocessing preprocessing) {
        return Batches.chunk(preprocessing.shape(), MOST);
    }

    /** @param samples [n, C, *S] in model values, at most {@link #most} */
    public static SampleJudgement of(float[] samples, Data data, Preprocessing preprocessing, Device device) {
        int elements = preprocessing.shape().elements();
        float[] trained = values(data.train(), preprocessing, device);
        float[] heldOut = values(data.heldOut(), preprocessing, device);
        return new SampleJudgement(
                samples.length / elements,
                diversity(samples, elements),
                diversity(trained, elements),
                median(NearestSamples.of(data.train(), preprocessing, samples, device)
                        .distances()),
                median(NearestSamples.of(data.train(), preprocessing, heldOut, device)
                        .distances()));
    }

    /**
     * What samples are compared with.
     *
     * @param heldOut samples that the model was not trained on
     */
    public record Data(Dataset train, Dataset heldOut) {}

    /** What is wrong, a sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (samples > 1 && diversity < ALIKE * dataDiversity) {
            warnings.add(
                    "the samples are nearly all alike: two of them differ by %.3g, two training samples by %.3g; raise the temperature, or train with a lower beta"
                            .formatted(diversity, dataDiversity));
        }
        if (nearest < MEMORISED * heldOutNearest) {
            warnings.add(
                    "the samples are training samples learned by heart: the nearest one is %.3g away, from samples that were held out %.3g; train with more samples or fewer steps"
                            .formatted(nearest, heldOutNearest));
        }
        return warnings;
    }

    private static float[] values(Dataset data, Preprocessing preprocessing, Device device) {
        int count = Math.min(most(preprocessing), data.size());
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * data.size() / count))
                .toArray();
        try (TensorScope scope = TensorScope.open("samples", device)) {
            return new Batches(data, preprocessing).load(rows).toFloats();
        }
    }

    private static double diversity(float[] samples, int elements) {
        int n = samples.length / elements;
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                total += NearestSamples.distance(samples, i * elements, samples, j * elements, elements);
            }
        }
        return n < 2 ? 0 : 2 * total / n / (n - 1);
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

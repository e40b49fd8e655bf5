package io.diabolo.generate;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;

/** For each of some samples the nearest one of a dataset, by the squared distance of model values. */
public final class NearestSamples {

    private static final int AT_ONCE = 1_024;

    private NearestSamples() {}

    /**
     * The nearest ones.
     *
     * @param rows of the dataset, [n]
     * @param distances root of the mean squared difference of a model value, [n]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Nearest(int[] rows, double[] distances) {}

    /**
     * Goes through all samples of a dataset; what is missing in them has the range's fill.
     *
     * @param queries [n, C, *S] in model values, a few hundred
     */
    public static Nearest of(Dataset data, Preprocessing preprocessing, float[] queries, Device device) {
        int elements = preprocessing.shape().elements();
        int n = queries.length / elements;
        double[] best = new double[n];
        int[] rows = new int[n];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Batches batches = new Batches(data, preprocessing);
        int atOnce = Batches.chunk(preprocessing.shape(), AT_ONCE);
        for (int first = 0; first < data.size(); first += atOnce) {
            try (TensorScope scope = TensorScope.open("nearest", device);
                    Autocast exact = Autocast.suspend();
                    NoGrad noGrad = NoGrad.open()) {
                Tensor x =
                        batches.load(Batches.range(first, atOnce, data.size())).flatten(); // [m, E]
                int m = (int) x.size(0);
                // |x - q|^2 without |q|^2, which is the same for all x: [n, m]
                float[] distances = Tensor.of(queries, n, elements)
                        .matmul(x.transpose())
                        .mul(-2)
                        .add(x.square().sumPerExample().reshape(1, m))
                        .toFloats();
                for (int i = 0; i < distances.length; i++) {
                    if (distances[i] < best[i / m]) {
                        best[i / m] = distances[i];
                        rows[i / m] = first + i % m;
                    }
                }
            }
        }
        return new Nearest(rows, distances(batches, rows, queries, device));
    }

    /** Lengths and products cancel out where samples are near: their distances are computed by themselves. */
    private static double[] distances(Batches batches, int[] rows, float[] queries, Device device) {
        double[] distances = new double[rows.length];
        int elements = queries.length / rows.length;
        for (int i = 0; i < rows.length; i++) {
            try (TensorScope scope = TensorScope.open("nearest", device)) {
                float[] sample = batches.load(new int[] {rows[i]}).toFloats();
                distances[i] = distance(sample, 0, queries, i * elements, elements);
            }
        }
        return distances;
    }

    /** Root of the mean squared difference of two stretches. */
    static double distance(float[] a, int aFrom, float[] b, int bFrom, int length) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            double difference = a[aFrom + i] - b[bFrom + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares / length);
    }
}

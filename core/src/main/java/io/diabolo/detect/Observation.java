package io.diabolo.detect;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.TrainedModel;

/**
 * What one autoencoder makes of some samples, in model values.
 *
 * @param values [n, E], the samples
 * @param weights [n, E], 0 where a value is missing
 * @param rebuilt [n, E], each sample as the model rebuilds it
 * @param expected [n, E], the mean over rounds of what the model expects where an element is hidden; as {@code rebuilt}
 *     where nothing is ever hidden
 * @param surprise [n, E], the mean squared difference between that and the value
 * @param codes [n, D]
 */
@SuppressWarnings("ArrayRecordComponent")
record Observation(
        float[] values, float[] weights, float[] rebuilt, float[] expected, float[] surprise, float[] codes) {

    /** Samples with all their rounds are worked on together up to so many. */
    private static final int MOST_AT_ONCE = 4_096;

    /** How many samples to observe at once. */
    static int chunk(TrainedModel model, HiddenRounds rounds) {
        return Math.max(1, Batches.chunk(model.preprocessing().shape(), MOST_AT_ONCE) / (1 + rounds.count()));
    }

    static Observation of(TrainedModel model, HiddenRounds rounds, Dataset data, int[] rows) {
        Preprocessing preprocessing = model.preprocessing();
        int elements = preprocessing.shape().elements();
        float[] values = new float[rows.length * elements];
        float[] weights = new float[values.length];
        java.util.Arrays.fill(weights, 1);
        preprocessing.read(data, rows, values, weights);
        Autoencoder autoencoder = model.autoencoder();
        float[] codes;
        float[] outputs;
        try (TensorScope scope = TensorScope.open("observe", model.device());
                NoGrad noGrad = NoGrad.open()) {
            Tensor code = autoencoder.encode(input(model, rounds, values, weights, rows.length));
            outputs = autoencoder.decode(code).toFloats();
            codes = code.narrow(0, 0, rows.length).toFloats();
        }
        return of(values, weights, outputs, codes, rounds);
    }

    /** All samples as they are, then all of them in each round. */
    private static Tensor input(TrainedModel model, HiddenRounds rounds, float[] values, float[] weights, int samples) {
        Preprocessing preprocessing = model.preprocessing();
        int elements = preprocessing.shape().elements();
        boolean mask = model.model().config().maskInput();
        int width = mask ? 2 * elements : elements;
        float fill = (float) preprocessing.range().fill();
        int all = samples * (1 + rounds.count());
        float[] input = new float[Math.multiplyExact(all, width)];
        for (int i = 0; i < all; i++) {
            int from = i % samples * elements;
            int round = i / samples - 1;
            for (int e = 0; e < elements; e++) {
                boolean known = weights[from + e] > 0 && (round < 0 || !rounds.hidden()[round][e]);
                input[i * width + e] = known ? values[from + e] : fill;
                if (mask) {
                    input[i * width + elements + e] = known ? 1 : 0;
                }
            }
        }
        long[] sizes = Batches.sizes(all, preprocessing.shape());
        sizes[1] *= mask ? 2 : 1;
        return Tensor.of(input, sizes);
    }

    private static Observation of(
            float[] values, float[] weights, float[] outputs, float[] codes, HiddenRounds rounds) {
        float[] rebuilt = java.util.Arrays.copyOf(outputs, values.length);
        float[] expected = new float[values.length];
        float[] surprise = new float[values.length];
        int elements = rounds.count() == 0 ? 1 : rounds.hidden()[0].length;
        for (int i = 0; i < values.length; i++) {
            int count = 0;
            for (int round = 0; round < rounds.count(); round++) {
                if (rounds.hidden()[round][i % elements]) {
                    float guess = outputs[(round + 1) * values.length + i];
                    expected[i] += guess;
                    surprise[i] += (guess - values[i]) * (guess - values[i]);
                    count++;
                }
            }
            expected[i] = count == 0 ? rebuilt[i] : expected[i] / count;
            surprise[i] = count == 0 ? (rebuilt[i] - values[i]) * (rebuilt[i] - values[i]) : surprise[i] / count;
        }
        return new Observation(values, weights, rebuilt, expected, surprise, codes);
    }

    /** The squared error of the reconstruction of one element. */
    float error(int i) {
        float difference = difference(i);
        return difference * difference;
    }

    /** Between what the model rebuilds and the value. */
    float difference(int i) {
        return rebuilt[i] - values[i];
    }
}

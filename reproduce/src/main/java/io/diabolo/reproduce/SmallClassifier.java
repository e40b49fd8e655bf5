package io.diabolo.reproduce;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Dataset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Parameters;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of two hidden layers that tells classes apart, for the features in front of its last layer. Distances of its
 * features compare samples within one table; they are no published measure.
 */
final class SmallClassifier implements AutoCloseable {

    static final int FEATURES = 64;

    private static final int HIDDEN = 256;
    private static final int BATCH = 128;
    private static final double RATE = 2e-3;
    private static final int AT_ONCE = 1_000;

    private final Preprocessing preprocessing;
    private final Parameters parameters = Parameters.create(0);
    private final List<Parameters.Affine> layers = new ArrayList<>();
    private final int classes;

    private SmallClassifier(Preprocessing preprocessing, int classes) {
        this.preprocessing = preprocessing;
        this.classes = classes;
        int inputs = preprocessing.shape().elements();
        try (TensorScope scope = TensorScope.open("classifier")) {
            for (int outputs : new int[] {HIDDEN, FEATURES, classes}) {
                layers.add(parameters
                        .in(String.valueOf(layers.size()))
                        .affine(new Initialization.Fan(inputs, outputs), outputs, outputs, inputs));
                inputs = outputs;
            }
        }
    }

    /** @param data with a label for each row */
    static SmallClassifier train(Dataset data, Preprocessing preprocessing, int epochs) {
        SmallClassifier classifier =
                new SmallClassifier(preprocessing, data.labelNames().size());
        classifier.fit(data, epochs);
        return classifier;
    }

    private void fit(Dataset data, int epochs) {
        Batches batches = new Batches(data, preprocessing);
        int batch = Math.min(BATCH, data.size());
        long steps = (long) epochs * Math.max(1, data.size() / batch);
        try (Optimizer optimizer = Optimizer.create(Optimizer.Kind.ADAM, parameters.trainable(), 0)) {
            for (long step = 0; step < steps; step++) {
                int[] rows = batches.rowsOfStep(step, batch, 0);
                try (TensorScope scope = TensorScope.open("classifier step")) {
                    parameters.trainable().forEach(Tensor::clearGradient);
                    Tensor logits = last(features(batches.load(rows).flatten()));
                    logits.logSoftmax(1)
                            .mul(oneHot(data, rows))
                            .sum(1)
                            .mean()
                            .neg()
                            .backward();
                    optimizer.step(RATE * (1 - step / (double) steps));
                }
            }
        }
    }

    private Tensor oneHot(Dataset data, int... rows) {
        float[] values = new float[rows.length * classes];
        for (int i = 0; i < rows.length; i++) {
            values[i * classes + data.label(rows[i])] = 1;
        }
        return Tensor.of(values, rows.length, classes);
    }

    private Tensor features(Tensor x) {
        Tensor hidden = x.linear(layers.get(0).weight(), layers.get(0).bias()).silu();
        return hidden.linear(layers.get(1).weight(), layers.get(1).bias()).silu();
    }

    private Tensor last(Tensor features) {
        return features.linear(layers.get(2).weight(), layers.get(2).bias());
    }

    /** The share of rows whose label it finds. */
    double accuracy(Dataset data) {
        int right = 0;
        for (int first = 0; first < data.size(); first += AT_ONCE) {
            int[] rows = Batches.range(first, AT_ONCE, data.size());
            try (TensorScope scope = TensorScope.open("accuracy");
                    NoGrad noGrad = NoGrad.open()) {
                Tensor logits = last(
                        features(new Batches(data, preprocessing).load(rows).flatten()));
                int[] found = largest(logits.toRows());
                for (int i = 0; i < rows.length; i++) {
                    right += found[i] == data.label(rows[i]) ? 1 : 0;
                }
            }
        }
        return right / (double) data.size();
    }

    private static int[] largest(float[]... rows) {
        int[] largest = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int of = 1; of < rows[i].length; of++) {
                largest[i] = rows[i][of] > rows[i][largest[i]] ? of : largest[i];
            }
        }
        return largest;
    }

    /**
     * The features of samples.
     *
     * @param samples [n, E] in model values, one after the other
     * @return [n][FEATURES]
     */
    float[][] features(float... samples) {
        int elements = preprocessing.shape().elements();
        int n = samples.length / elements;
        float[][] all = new float[n][];
        for (int first = 0; first < n; first += AT_ONCE) {
            int count = Math.min(AT_ONCE, n - first);
            float[] some = java.util.Arrays.copyOfRange(samples, first * elements, (first + count) * elements);
            try (TensorScope scope = TensorScope.open("features");
                    NoGrad noGrad = NoGrad.open()) {
                float[][] rows = features(Tensor.of(some, count, elements)).toRows();
                System.arraycopy(rows, 0, all, first, count);
            }
        }
        return all;
    }

    @Override
    public void close() {
        parameters.close();
    }
}

package io.diabolo.corrupt;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Turns rows of a dataset into tensors in the model's range. Not safe for use by several threads. */
public final class Batches {

    private static final int CHUNK_VALUES = 1 << 23;

    private final Dataset data;
    private final Preprocessing preprocessing;
    private long shuffledEpoch = -1;
    private int[] order = {};

    public Batches(Dataset data, Preprocessing preprocessing) {
        this.data = data;
        this.preprocessing = preprocessing;
    }

    /** The rows of one step: each epoch goes through all rows in an order that follows from seed and epoch alone. */
    public int[] rowsOfStep(long step, int batch, long seed) {
        int perEpoch = Math.max(1, data.size() / batch);
        long epoch = step / perEpoch;
        if (epoch != shuffledEpoch) {
            order = shuffled(data.size(), Generator.mix(Generator.mix(seed) + epoch));
            shuffledEpoch = epoch;
        }
        int first = (int) (step % perEpoch) * batch;
        return java.util.Arrays.copyOfRange(order, first, Math.min(order.length, first + batch));
    }

    /** @return [rows, C, *S]; what is missing has the range's fill */
    public Tensor load(int[] rows) {
        return example(rows).input();
    }

    /** Samples whose missing values, if there are any, have the weight 0. */
    public Example example(int[] rows) {
        SampleShape shape = preprocessing.shape();
        long[] sizes = sizes(rows.length, shape);
        int length = rows.length * shape.elements();
        if (data.isBytes()) {
            byte[] raw = new byte[length];
            data.gather(rows, raw);
            return Example.clean(ofBytes(raw, preprocessing.asArrays(), sizes));
        }
        float[] values = new float[length];
        float[] weights = new float[data.hasGaps() ? length : 0];
        preprocessing.read(data, rows, values, weights);
        return Example.withGaps(Tensor.of(values, sizes), data.hasGaps() ? Tensor.of(weights, sizes) : null);
    }

    /**
     * The labels of rows.
     *
     * @param names of the L labels that a model knows; empty of one that knows none
     * @return [N, L], 1 for a row's label, of one with another label or none 0 everywhere; null where there are no names
     */
    public @Nullable Tensor labels(int[] rows, List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        float[] values = new float[rows.length * names.size()];
        for (int i = 0; i < rows.length; i++) {
            int label = data.label(rows[i]);
            int known = label == Dataset.NO_LABEL
                    ? -1
                    : names.indexOf(data.labelNames().get(label));
            if (known >= 0) {
                values[i * names.size() + known] = 1;
            }
        }
        return Tensor.of(values, rows.length, names.size());
    }

    /** [N, C, *S] */
    public static long[] sizes(int samples, SampleShape shape) {
        long[] sizes = new long[1 + shape.sizes().size()];
        sizes[0] = samples;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = shape.sizes().get(i - 1);
        }
        return sizes;
    }

    /** Samples of raw bytes, one after the other; they travel as bytes, floats are made behind: a quarter of the traffic. */
    public static Tensor ofBytes(byte[] raw, ArrayPreprocessing preprocessing, long... sizes) {
        Tensor floats = Tensor.of(raw, sizes).to(DataType.FLOAT32);
        Tensor shifted = preprocessing.offset() == 0 ? floats : floats.sub(preprocessing.offset());
        return shifted.mul(1 / preprocessing.scale());
    }

    /** How many samples of a shape are worked on at once outside of training: up to 8 Mi values, at least one sample. */
    public static int chunk(SampleShape shape, int most) {
        return Math.max(1, Math.min(most, CHUNK_VALUES / shape.elements()));
    }

    /** The rows from {@code first}, at most {@code batch} of them. */
    public static int[] range(int first, int batch, int size) {
        return java.util.stream.IntStream.range(first, Math.min(size, first + batch))
                .toArray();
    }

    private static int[] shuffled(int size, long seed) {
        int[] rows = range(0, size, size);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return rows;
    }
}

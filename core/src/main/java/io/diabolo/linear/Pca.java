package io.diabolo.linear;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Principal components: the best LINEAR autoencoder, the reference for every latent size. Computed from the Gram matrix,
 * of features or of samples, whichever is smaller.
 *
 * @source Pearson 1901; Baldi and Hornik 1989 (a linear autoencoder learns it)
 */
public final class Pca implements AutoCloseable {

    private static final int CHUNK = 512;
    /** Of features, or of samples. */
    private static final int LARGEST_GRAM = GramMatrix.MOST_ELEMENTS;

    private static final double SMALLEST_VARIANCE = 1e-12;

    private final TensorScope owner = TensorScope.owner("pca");
    private final Preprocessing preprocessing;
    private final Tensor mean; // [1, E]
    private final Tensor components; // [E, K], the leading one first

    private final Tensor deviations; // [K], of the codes

    private Pca(Preprocessing preprocessing, Tensor mean, Leading leading, long samples) {
        this.preprocessing = preprocessing;
        this.mean = owner.adopt(mean);
        components = owner.adopt(leading.components());
        deviations = owner.adopt(leading.eigenvalues()
                .div((double) Math.max(1, samples))
                .clamp(SMALLEST_VARIANCE, Double.POSITIVE_INFINITY)
                .sqrt());
    }

    /**
     * Finds the leading components of training data, in model values.
     *
     * @param count K; no more than the number of elements, or of samples less one, are found
     */
    public static Pca fit(Dataset train, Preprocessing preprocessing, int count) {
        int elements = preprocessing.shape().elements();
        requireSome(count);
        int samples = train.size();
        if (elements <= samples && elements <= LARGEST_GRAM) {
            GramMatrix gram = new GramMatrix(elements);
            gram.add(train, preprocessing);
            return of(gram, preprocessing, count);
        }
        int k = found(count, elements, samples);
        try (TensorScope scope = TensorScope.open("pca")) {
            Tensor mean = mean(train, preprocessing, samples);
            Leading leading = samples <= LARGEST_GRAM
                    ? ofSamples(train, preprocessing, mean, samples, k)
                    : SubspaceIteration.leading(
                            x -> forEachChunk(train, preprocessing, mean, x), elements, k, Math.min(elements, samples));
            return new Pca(preprocessing, mean, leading, samples);
        }
    }

    /**
     * The leading components of samples whose products were summed up, be it on several machines.
     *
     * @param gram of the model values that {@code preprocessing} makes, of one sample at least
     * @param count K; no more than the number of elements, or of samples less one, are found
     * @throws BadInputException if {@code count} is below 1, there is no sample, or the samples have another size
     */
    public static Pca of(GramMatrix gram, Preprocessing preprocessing, int count) {
        requireSome(count);
        int elements = preprocessing.shape().elements();
        gram.requireElements(elements);
        if (gram.count() == 0) {
            throw new BadInputException("PCA needs at least 1 sample, there is none");
        }
        int k = found(count, elements, gram.count());
        try (TensorScope scope = TensorScope.open("pca")) {
            Tensor.Eigen eigen = Tensor.of(gram.products(), elements, elements).eigenSymmetric();
            Leading leading = new Leading(last(eigen.vectors(), k), lastValues(eigen.values(), k));
            return new Pca(preprocessing, Tensor.of(gram.mean(), 1, elements), leading, gram.count());
        }
    }

    private static void requireSome(int count) {
        if (count < 1) {
            throw new BadInputException("PCA needs at least 1 component, was " + count);
        }
    }

    /** Around their mean, n samples span n - 1 dimensions at most. */
    private static int found(int count, int elements, long samples) {
        return (int) Math.min(count, Math.min(elements, Math.max(1, samples - 1)));
    }

    /** K. */
    public int count() {
        return (int) components.size(1);
    }

    /** What samples have to go through. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The variances [K] of the codes of the training data, falling. */
    public double[] variances() {
        try (TensorScope scope = TensorScope.open("pca variances")) {
            return deviations.square().toDoubles();
        }
    }

    /**
     * The mean squared error by element of reconstructions from the leading components.
     *
     * @param sizes how many components, each at most {@link #count()} (a larger one counts as all)
     * @return one error for each of {@code sizes}; for 0 it is the error of the mean sample
     */
    public double[] mse(Dataset data, List<Integer> sizes) {
        if (data.hasGaps()) {
            return sizes.stream().mapToDouble(size -> mseOfKnown(data, size)).toArray();
        }
        double total = 0;
        double[] explained = new double[count() + 1];
        for (int first = 0; first < data.size(); first += chunk(data)) {
            try (TensorScope scope = TensorScope.open("pca mse")) {
                Tensor x = rows(data, preprocessing, first).sub(mean); // [n, E]
                total += x.square().sum().item();
                double[] squares = x.matmul(components).square().sum(0).toDoubles();
                for (int i = 0; i < squares.length; i++) {
                    explained[i + 1] += squares[i];
                }
            }
        }
        for (int i = 1; i < explained.length; i++) {
            explained[i] += explained[i - 1];
        }
        double values = (double) data.size() * preprocessing.shape().elements();
        double all = total;
        return sizes.stream()
                .mapToDouble(size -> Math.max(0, all - explained[Math.min(size, count())]) / values)
                .toArray();
    }

    /** Of samples with missing values, which enter as the mean and do not count in the error. */
    private double mseOfKnown(Dataset data, int size) {
        double squares = 0;
        double known = 0;
        Batches batches = new Batches(data, preprocessing);
        for (int first = 0; first < data.size(); first += chunk(data)) {
            try (TensorScope scope = TensorScope.open("pca mse")) {
                Example example = batches.example(Batches.range(first, chunk(data), data.size()));
                Tensor x = example.input().flatten().to(DataType.FLOAT64).sub(mean);
                Tensor weight =
                        Objects.requireNonNull(example.weight()).flatten().to(DataType.FLOAT64);
                Tensor leading = components.narrow(1, 0, Math.min(size, count()));
                Tensor error = size == 0 ? x : x.sub(x.matmul(leading).matmul(leading.transpose()));
                squares += error.square().mul(weight).sum().item();
                known += weight.sum().item();
            }
        }
        return squares / known;
    }

    /** The codes [N, K] of all samples. */
    public Codes encode(Dataset data) {
        float[] codes = new float[Math.multiplyExact(data.size(), count())];
        for (int first = 0; first < data.size(); first += chunk(data)) {
            try (TensorScope scope = TensorScope.open("pca encode")) {
                float[] part = rows(data, preprocessing, first)
                        .sub(mean)
                        .matmul(components)
                        .toFloats();
                System.arraycopy(part, 0, codes, first * count(), part.length);
            }
        }
        return Codes.of(count(), codes);
    }

    /**
     * The mean sample, float32, in the innermost scope.
     *
     * @shape [E]
     */
    public Tensor mean() {
        return mean.reshape(mean.size(1)).to(DataType.FLOAT32);
    }

    /**
     * Maps a centred sample to a code whose units have variance 1, float32, in the innermost scope.
     *
     * @shape [K, E]
     */
    public Tensor whitening() {
        return components.div(deviations).transpose().to(DataType.FLOAT32);
    }

    /**
     * Maps such a code back, float32, in the innermost scope.
     *
     * @shape [E, K]
     */
    public Tensor unwhitening() {
        return components.mul(deviations).to(DataType.FLOAT32);
    }

    private static Tensor mean(Dataset train, Preprocessing preprocessing, int samples) {
        TensorScope sums = TensorScope.open("pca mean");
        Tensor sum = Tensor.zeros(1, preprocessing.shape().elements()).to(DataType.FLOAT64);
        for (int first = 0; first < samples; first += chunk(train)) {
            try (TensorScope scope = TensorScope.open("chunk")) {
                Tensor part = rows(train, preprocessing, first, samples).sum(0);
                sum.assignInPlace(sum.add(part.reshape(1, part.size(0))));
            }
        }
        Tensor mean = sums.keep(sum.div(samples));
        sums.close();
        return mean;
    }

    private static Leading ofSamples(Dataset train, Preprocessing preprocessing, Tensor mean, int samples, int k) {
        Tensor x = Tensor.concat(
                java.util.stream.IntStream.iterate(0, first -> first < samples, first -> first + chunk(train))
                        .mapToObj(first ->
                                rows(train, preprocessing, first, samples).sub(mean))
                        .toList(),
                0); // [n, E]
        Tensor.Eigen eigen = x.matmul(x.transpose()).eigenSymmetric();
        Tensor vectors = x.transpose().matmul(last(eigen.vectors(), k)); // [E, k]
        Tensor lengths =
                vectors.square().sum(0).clamp(1e-30, Double.POSITIVE_INFINITY).sqrt();
        return new Leading(vectors.div(lengths), lastValues(eigen.values(), k));
    }

    /** The last k columns in reverse order: eigenvalues ascend, the leading vector is the last column. */
    static Tensor last(Tensor vectors, int k) {
        return vectors.transpose().rows(descending(vectors.size(1), k)).transpose();
    }

    static Tensor lastValues(Tensor values, int k) {
        return values.rows(descending(values.size(0), k));
    }

    private static Tensor descending(long size, int k) {
        long[] order = new long[k];
        for (int i = 0; i < k; i++) {
            order[i] = size - 1 - i;
        }
        return Tensor.of(order);
    }

    /** Centred samples [n, E], chunk by chunk, each in a scope of its own. */
    private static void forEachChunk(Dataset train, Preprocessing preprocessing, Tensor mean, Consumer<Tensor> work) {
        for (int first = 0; first < train.size(); first += chunk(train)) {
            try (TensorScope scope = TensorScope.open("pca chunk")) {
                work.accept(rows(train, preprocessing, first).sub(mean));
            }
        }
    }

    static int chunk(Dataset data) {
        return Batches.chunk(data.shape(), CHUNK);
    }

    /** Samples from {@code first} on, as many as are worked on at once, float64 [n, E]. */
    static Tensor rows(Dataset data, Preprocessing preprocessing, int first) {
        return rows(data, preprocessing, first, data.size());
    }

    private static Tensor rows(Dataset data, Preprocessing preprocessing, int first, int end) {
        return new Batches(data, preprocessing)
                .load(Batches.range(first, chunk(data), end))
                .flatten()
                .to(DataType.FLOAT64);
    }

    /** The leading eigenvectors [E, K] and the eigenvalues [K] of the scatter matrix. */
    record Leading(Tensor components, Tensor eigenvalues) {}

    @Override
    public void close() {
        owner.close();
    }
}

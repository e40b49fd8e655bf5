package io.diabolo.model.bottleneck;

import io.diabolo.engine.DataType;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * K vectors for each of G groups, which follow what they stand for by moving averages.
 *
 * <pre>{@code
 * N_k <- decay N_k + (1 - decay) n_k      n_k vectors of the batch are nearest to code k, their sum is s_k
 * e_k <- e_k + (1 - decay) / N_k (s_k - n_k e_k)
 * }</pre>
 *
 * <p>A code whose N falls far below the others' is dead: it becomes a random vector of the batch. So the first batch fills
 * the codebook.
 *
 * @source van den Oord et al. 2017, appendix A.1 (moving averages); Dhariwal et al. 2020, section 3.1 (restarts)
 */
final class Codebook {

    /** A code used less than this share of an even use is dead. */
    private static final double DEAD = 0.05;

    /** Most codes that come back to life in a step. */
    private static final int MOST_REVIVED = 1_024;

    /** The most distances that are computed at once: 32 MiB. */
    private static final long MOST_DISTANCES = 1 << 23;

    private static final double TINY = 1e-12;

    private final int groups;
    private final int codes;
    private final int size;
    private final double decay;
    private final Tensor vectors;
    private final Tensor usage;
    private final Parameters parameters;
    private float @Nullable [] candidates;

    /**
     * @param vectors [G * K, D / G]
     * @param usage N, [G * K]
     * @param parameters of the bottleneck, for what a step adds up
     */
    private Codebook(QuantizedConfig config, int size, Tensor vectors, Tensor usage, Parameters parameters) {
        groups = config.groups();
        codes = config.codes();
        decay = config.decay();
        this.size = size;
        this.vectors = vectors;
        this.usage = usage;
        this.parameters = parameters;
    }

    /** @param size of a vector, D / G */
    static Codebook create(Parameters parameters, QuantizedConfig config, int size) {
        long all = (long) config.groups() * config.codes();
        return new Codebook(
                config,
                size,
                parameters.buffer("codebook", 0, all, size),
                parameters.buffer("usage", 0, all),
                parameters);
    }

    /** n of this step, [G * K, 1]. */
    private Tensor stepCounts() {
        return parameters.stepSum("counts", usage.size(0), 1);
    }

    /** s of this step, as the vectors. */
    private Tensor stepSums() {
        return parameters.stepSum("sums", usage.size(0), size);
    }

    int codes() {
        return codes;
    }

    int groups() {
        return groups;
    }

    /**
     * The codes nearest to vectors.
     *
     * @param all [n, D]
     * @return for each group [n], numbers from 0 to K - 1
     */
    List<Tensor> nearest(Tensor all) {
        List<Tensor> numbers = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Tensor book = ofGroup(vectors, group);
            Tensor lengths = book.square().sumPerExample(); // |x - e|^2 without |x|^2, which is the same for all e
            Tensor transposed = book.transpose();
            long rows = Math.max(1, MOST_DISTANCES / codes);
            List<Tensor> parts = new ArrayList<>();
            for (long first = 0; first < all.size(0); first += rows) {
                Tensor x = all.narrow(0, first, Math.min(rows, all.size(0) - first))
                        .narrow(1, (long) group * size, size);
                try (TensorScope scope = TensorScope.open("distances")) {
                    parts.add(
                            scope.keep(lengths.sub(x.matmul(transposed).mul(2)).argMin(1)));
                }
            }
            numbers.add(parts.size() == 1 ? parts.get(0) : Tensor.concat(parts, 0));
        }
        return numbers;
    }

    /** The vectors [n, D] that numbers stand for. */
    Tensor vectors(List<Tensor> numbers) {
        return Tensor.concat(
                IntStream.range(0, groups)
                        .mapToObj(group -> ofGroup(vectors, group).rows(numbers.get(group)))
                        .toList(),
                1);
    }

    private Tensor ofGroup(Tensor rows, int group) {
        return rows.narrow(0, (long) group * codes, codes);
    }

    /** Adds what one share of a batch shows to what the step has seen. */
    void observe(Tensor all, List<Tensor> numbers, Pass pass) {
        Tensor ones = Tensor.full(1, all.size(0), 1);
        for (int group = 0; group < groups; group++) {
            Tensor own = numbers.get(group);
            Tensor counts = ofGroup(stepCounts(), group);
            Tensor sums = ofGroup(stepSums(), group);
            counts.assignInPlace(counts.add(ones.sumRows(own, codes)));
            sums.assignInPlace(sums.add(all.narrow(1, (long) group * size, size).sumRows(own, codes)));
        }
        if (!pass.samples()) {
            return; // nothing random: no code is revived
        }
        double rows = all.size(0);
        Tensor some = Tensor.uniform(pass.generator(), 0, rows, Math.min(codes, MOST_REVIVED))
                .clamp(0, rows - 1)
                .floor()
                .to(DataType.INT64);
        candidates = all.rows(some).toFloats();
    }

    /** Moves the codes towards what the step has seen of all shares, and revives dead ones. */
    void afterStep() {
        try (TensorScope scope = TensorScope.open("codebook");
                NoGrad noGrad = NoGrad.open()) {
            Tensor stepCounts = stepCounts();
            Tensor stepSums = stepSums();
            Tensor counts = stepCounts.reshape(usage.size(0));
            usage.assignInPlace(usage.mul(decay).add(counts.mul(1 - decay)));
            Tensor rate = usage.clamp(TINY, Double.POSITIVE_INFINITY)
                    .reshape(usage.size(0), 1)
                    .mul(1 / (1 - decay));
            vectors.assignInPlace(
                    vectors.add(stepSums.sub(vectors.mul(stepCounts)).div(rate)));
            stepCounts.assignInPlace(Tensor.zeros(usage.size(0), 1));
            stepSums.assignInPlace(Tensor.zeros(usage.size(0), size));
            revive();
        }
    }

    private void revive() {
        float[] seen = candidates;
        if (seen == null) {
            return;
        }
        candidates = null;
        float[] used = usage.toFloats();
        List<Integer> revived = new ArrayList<>();
        float[] book = new float[0];
        for (int group = 0; group < groups; group++) {
            int first = group * codes;
            double even = IntStream.range(first, first + codes)
                            .mapToDouble(k -> used[k])
                            .sum()
                    / codes;
            int next = 0;
            for (int k = first; k < first + codes && next < seen.length / (groups * size); k++) {
                if (used[k] < DEAD * even) {
                    if (revived.isEmpty()) {
                        book = vectors.toFloats();
                    }
                    System.arraycopy(seen, (next++ * groups + group) * size, book, k * size, size);
                    used[k] = (float) even;
                    revived.add(k);
                }
            }
        }
        if (!revived.isEmpty()) {
            vectors.assignInPlace(Tensor.of(book, usage.size(0), size));
            usage.assignInPlace(Tensor.of(used, usage.size(0)));
        }
    }

    /** [G, K], how often each code of a group is used; each row sums to 1. */
    Tensor shares() {
        Tensor used = usage.reshape(groups, codes);
        return used.div(used.sum(1).clamp(TINY, Double.POSITIVE_INFINITY).reshape(groups, 1));
    }

    /** A scalar: exp of the entropy of the codes' shares, the mean of the groups. */
    Tensor perplexity() {
        Tensor shares = shares();
        return shares.mul(shares.clamp(TINY, 1).log()).sum(1).neg().exp().mean();
    }
}

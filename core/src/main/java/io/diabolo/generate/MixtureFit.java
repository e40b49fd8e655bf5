package io.diabolo.generate;

import io.diabolo.data.Codes;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.GaussianMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fits a mixture of normal distributions to codes by expectation maximisation.
 *
 * <pre>{@code
 * r_nk = w_k N(z_n; m_k, S_k) / p(z_n)                     expectation
 * N_k = sum r_nk,  w_k = N_k / N,  m_k = sum r_nk z_n / N_k,
 * S_k = sum r_nk (z_n - m_k)(z_n - m_k)^T / N_k + c I      maximisation
 * }</pre>
 *
 * @source Dempster, Laird and Rubin 1977
 */
public final class MixtureFit {

    /** The numbers of components that are tried where nobody says how many. */
    public static final List<Integer> USUAL = List.of(1, 2, 5, 10, 20, 40);

    /** The most numbers that a code may have: a component has as many covariances as their square. */
    public static final int MOST_NUMBERS = 512;

    /** The most components. */
    public static final int MOST_COMPONENTS = 1_000;

    /** Of all components together, where their number is chosen: about a second an iteration. */
    private static final int MOST_COVARIANCES = 1 << 22;

    private static final int MOST_ITERATIONS = 200;
    private static final double TOLERANCE = 1e-3;

    /** Of the mean variance of the codes: units that carry nothing have none of their own. */
    private static final double REGULARISATION = 1e-4;

    /** Values of the differences to all means that are held at once. */
    private static final int AT_ONCE = 1 << 22;

    private MixtureFit() {}

    /**
     * Fits one.
     *
     * @param codes more than components
     * @param components K; fewer come out where some end empty
     * @param seed of the start
     */
    public static GaussianMixture fit(Codes codes, int components, long seed) {
        return fit(codes, components, seed, () -> false);
    }

    /**
     * The same, which can be stopped.
     *
     * @param stop asked several times a second on the calling thread
     * @throws CancellationException as soon as that is true
     */
    public static GaussianMixture fit(Codes codes, int components, long seed, BooleanSupplier stop) {
        require(codes, components);
        double regularisation = REGULARISATION * meanVariance(codes);
        GaussianMixture start = MixtureStart.of(codes, components, regularisation, seed, stop);
        return improve(codes, start, regularisation, TOLERANCE, stop);
    }

    /**
     * Fits mixtures of several sizes and takes the one under which other codes are most probable.
     *
     * @param train to fit to
     * @param validation to choose by
     * @param components the numbers to try, rising; those that {@code train} is too small for, or that
     *     would take minutes, are left out
     */
    public static Choice choose(Codes train, Codes validation, List<Integer> components, long seed) {
        return choose(train, validation, components, seed, () -> false);
    }

    /**
     * The same, which can be stopped.
     *
     * @param stop asked several times a second on the calling thread
     * @throws CancellationException as soon as that is true
     */
    public static Choice choose(
            Codes train, Codes validation, List<Integer> components, long seed, BooleanSupplier stop) {
        List<Choice> tried = new ArrayList<>();
        for (int k : components) {
            boolean fewCodes = (long) k * (train.latent() + 1) > train.size(); // than a component has directions
            boolean slow = (long) k * train.latent() * train.latent() > MOST_COVARIANCES;
            if (!tried.isEmpty() && (fewCodes || slow)) {
                break;
            }
            GaussianMixture mixture = fit(train, k, seed, stop);
            tried.add(new Choice(mixture, nats(validation, mixture)));
            if (tried.get(tried.size() - 1).validationNats() > best(tried).validationNats()) {
                break; // more components have begun to learn the codes by heart
            }
        }
        return best(tried);
    }

    private static Choice best(List<Choice> tried) {
        return tried.stream()
                .min(Comparator.comparingDouble(Choice::validationNats))
                .orElseThrow();
    }

    /**
     * A mixture.
     *
     * @param validationNats mean of {@code -log p(z)} over codes that it was not fitted to
     */
    public record Choice(GaussianMixture mixture, double validationNats) {}

    private static void require(Codes codes, int components) {
        if (codes.latent() > MOST_NUMBERS) {
            throw new BadInputException("a mixture is fitted to codes of at most %,d numbers; these have %,d"
                    .formatted(MOST_NUMBERS, codes.latent()));
        }
        if (components < 1 || components > MOST_COMPONENTS || components >= codes.size()) {
            throw new BadInputException(
                    "the components of a mixture must be from 1 to %,d and fewer than the %,d codes, were %,d"
                            .formatted(MOST_COMPONENTS, codes.size(), components));
        }
    }

    private static double meanVariance(Codes codes) {
        double total = 0;
        for (int unit = 0; unit < codes.latent(); unit++) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < codes.size(); row++) {
                double away = codes.get(row, unit) - mean;
                mean += away / (row + 1);
                squares += away * (codes.get(row, unit) - mean);
            }
            total += squares / codes.size();
        }
        if (!(total > 0)) {
            throw new BadInputException("all codes are the same: a mixture cannot be fitted to a collapsed model");
        }
        return total / codes.latent();
    }

    /** The mean of {@code -log p(z)} over codes. */
    public static double nats(Codes codes, GaussianMixture mixture) {
        double[] total = new double[1];
        inChunks(codes, mixture, z -> total[0] -= mixture.logDensity(z).sum().item());
        return total[0] / codes.size();
    }

    /** Goes on until the mean log density of the codes grows by less than a tolerance. */
    static GaussianMixture improve(
            Codes codes, GaussianMixture start, double regularisation, double tolerance, BooleanSupplier stop) {
        GaussianMixture mixture = start;
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            Sums sums = new Sums(mixture);
            inChunks(codes, mixture, z -> {
                stopIf(stop);
                sums.add(z);
            });
            double now = sums.logDensity / codes.size();
            mixture = sums.mixture(regularisation);
            if (now - before < tolerance) {
                break;
            }
            before = now;
        }
        return mixture;
    }

    static void stopIf(BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            throw new CancellationException("the fit of a prior was stopped");
        }
    }

    private static void inChunks(Codes codes, GaussianMixture mixture, Consumer<Tensor> work) {
        int atOnce = Math.max(1, AT_ONCE / (mixture.components() * codes.latent()));
        for (int first = 0; first < codes.size(); first += atOnce) {
            int count = Math.min(atOnce, codes.size() - first);
            try (TensorScope scope = TensorScope.open("mixture");
                    Autocast exact = Autocast.suspend();
                    NoGrad noGrad = NoGrad.open()) {
                work.accept(Tensor.of(codes.values(first, count), count, codes.latent()));
            }
        }
    }

    /** What an iteration adds up; differences are to the means before it, as sums of squares lose too much. */
    private static final class Sums {

        private final GaussianMixture before;
        private final double[] counts;
        private final double[][] sums;
        private final double[][] squares;
        private double logDensity;

        Sums(GaussianMixture before) {
            this.before = before;
            int size = before.latent();
            counts = new double[before.components()];
            sums = new double[before.components()][size];
            squares = new double[before.components()][size * size];
        }

        void add(Tensor z) {
            Tensor joint = before.logJoint(z);
            Tensor density = joint.logSumExp(1);
            logDensity += density.sum().item();
            Tensor shares = joint.sub(density.reshape(z.size(0), 1)).exp();
            for (int k = 0; k < counts.length; k++) {
                try (TensorScope scope = TensorScope.open("component")) {
                    Tensor share = shares.narrow(1, k, 1);
                    Tensor away = z.sub(Tensor.of(floats(before.mean(k)), 1, before.latent()));
                    Tensor part = away.mul(share);
                    counts[k] += share.sum().item();
                    add(sums[k], part.sum(0).toDoubles());
                    add(squares[k], away.transpose().matmul(part).toDoubles());
                }
            }
        }

        /** Components that less than one code falls to are left out. */
        GaussianMixture mixture(double regularisation) {
            int[] kept = IntStream.range(0, counts.length)
                    .filter(k -> counts[k] >= 1)
                    .toArray();
            double total = Arrays.stream(kept).mapToDouble(k -> counts[k]).sum();
            double[] weights =
                    Arrays.stream(kept).mapToDouble(k -> counts[k] / total).toArray();
            double[][] means = Arrays.stream(kept).mapToObj(this::mean).toArray(double[][]::new);
            double[][] covariances = Arrays.stream(kept)
                    .mapToObj(k -> covariance(k, regularisation))
                    .toArray(double[][]::new);
            return new GaussianMixture(weights, means, covariances);
        }

        private double[] mean(int k) {
            double[] mean = before.mean(k);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sums[k][i] / counts[k];
            }
            return mean;
        }

        private double[] covariance(int k, double regularisation) {
            int size = before.latent();
            double[] covariance = new double[size * size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double moved = sums[k][i] / counts[k] * (sums[k][j] / counts[k]);
                    double both = (squares[k][i * size + j] + squares[k][j * size + i]) / 2;
                    covariance[i * size + j] = both / counts[k] - moved + (i == j ? regularisation : 0);
                }
            }
            return covariance;
        }

        private static void add(double[] sum, double... values) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }

        private static float[] floats(double... values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        }
    }
}

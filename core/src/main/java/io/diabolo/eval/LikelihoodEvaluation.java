package io.diabolo.eval;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.model.bottleneck.DiagonalGaussian;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link Likelihood}: for each sample K codes are drawn from its posterior, and
 * {@code log w = log p(x | z) + log p(z) - log q(z | x)} of each is summed up as it comes, so that memory stays flat. The numbers
 * that are drawn follow from the place of a sample alone: the same data gives the same nats.
 */
public final class LikelihoodEvaluation {

    private static final int SAMPLES_AT_ONCE = 64;
    private static final int CODES_AT_ONCE = 4_096;
    private static final int MOST_FOR_VARIANCE = 10_000;
    private static final long SEED = 20_160_503;

    private final Autoencoder model;
    private final Preprocessing preprocessing;
    private final Device device;
    private final List<String> names = new ArrayList<>();
    private final List<Optional<Density>> priors = new ArrayList<>();

    private LikelihoodEvaluation(
            Autoencoder model, Preprocessing preprocessing, Device device, @Nullable GaussianMixture fitted) {
        this.model = model;
        this.preprocessing = preprocessing;
        this.device = device;
        names.add(model.config().bottleneck().priorInWords());
        priors.add(Optional.empty()); // the model's own, which is made anew in each scope
        if (fitted != null) {
            names.add("mixture of " + fitted.components());
            priors.add(Optional.of(fitted));
        }
    }

    /**
     * Measures a model.
     *
     * @param data samples that the model has not seen, and those of the training
     * @param importance K, 1 to {@link Likelihood#MOST}
     * @param fitted a prior that was fitted to codes of the training part; null for none
     * @throws BadInputException if the model has no posterior
     */
    public static Likelihood of(
            Autoencoder model,
            Preprocessing preprocessing,
            Device device,
            Data data,
            int importance,
            @Nullable GaussianMixture fitted) {
        Likelihood.requireImportance(importance);
        if (!model.config().bottleneck().hasPosterior()) {
            throw new BadInputException("a %s autoencoder has no likelihood: a variational one has"
                    .formatted(model.config().bottleneck().kind()));
        }
        return new LikelihoodEvaluation(model, preprocessing, device, fitted)
                .measure(data.train(), data.samples(), importance);
    }

    /**
     * What is measured on.
     *
     * @param train samples that the model was trained on: the variance of a Gaussian decoder is its error here
     * @param samples those that it has not seen
     */
    public record Data(Dataset train, Dataset samples) {}

    private Likelihood measure(Dataset train, Dataset data, int importance) {
        ObservationModel observation = observation(train);
        Totals totals = new Totals(model.config().latent(), priors.size());
        Batches batches = new Batches(data, preprocessing);
        int atOnce = Batches.chunk(preprocessing.shape(), SAMPLES_AT_ONCE);
        for (int first = 0; first < data.size(); first += atOnce) {
            try (TensorScope scope = TensorScope.open("likelihood", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(SEED, first);
                    Generator ofPrior = Generator.ofStep(SEED + 2, first)) {
                int[] rows = Batches.range(first, atOnce, data.size());
                Example example = batches.example(rows);
                Pass pass = Pass.validation(ofPrior)
                        .withLabels(batches.labels(rows, model.config().conditions()));
                Bottleneck.Latent latent = latent(example, pass);
                totals.addPosterior(posterior(latent));
                addWeights(example, latent, new Draw(observation, importance, random), totals);
            }
        }
        return totals.result(
                observation, importance, names, model.config().bottleneck().hasStandardPrior());
    }

    private Bottleneck.Latent latent(Example example, Pass pass) {
        return model.latent(example.modelInput(model.config().maskInput()), pass);
    }

    private static DiagonalGaussian posterior(Bottleneck.Latent latent) {
        Density density = latent.probability().posterior();
        if (density instanceof DiagonalGaussian gaussian) {
            return gaussian;
        }
        throw new BadInputException("the likelihood of a model with a posterior of the kind %s is not measured"
                .formatted(density.getClass().getSimpleName()));
    }

    /** A Gaussian decoder's variance is that of training errors: taken from what is measured, it would flatter. */
    private ObservationModel observation(Dataset train) {
        AutoencoderConfig config = model.config();
        if (config.loss() != Distortion.GAUSSIAN) {
            return new ObservationModel(config.loss(), 1);
        }
        double squares = 0;
        double elements = 0;
        Batches batches = new Batches(train, preprocessing);
        int[] rows = spread(train.size());
        int atOnce = Batches.chunk(preprocessing.shape(), SAMPLES_AT_ONCE * 4);
        for (int first = 0; first < rows.length; first += atOnce) {
            try (TensorScope scope = TensorScope.open("variance", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(SEED + 1, first)) {
                int[] some = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + atOnce));
                Example example = batches.example(some);
                Bottleneck.Latent latent =
                        latent(example, Pass.inference().withLabels(batches.labels(some, config.conditions())));
                Tensor code = latent.complete(posterior(latent).sample(some.length, random));
                squares += ObservationModel.squares(config, model.raw(code), example)
                        .sum()
                        .item();
                elements += ObservationModel.elements(example).sum().item();
            }
        }
        return new ObservationModel(config.loss(), squares / elements);
    }

    private static int[] spread(int size) {
        int count = Math.min(size, MOST_FOR_VARIANCE);
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * size / count))
                .toArray();
    }

    /** What the codes of a chunk are drawn for and from. */
    private record Draw(ObservationModel observation, int importance, Generator random) {}

    private void addWeights(Example example, Bottleneck.Latent latent, Draw draw, Totals totals) {
        int n = (int) example.input().size(0);
        int most = Math.max(1, Batches.chunk(preprocessing.shape(), CODES_AT_ONCE) / n);
        WeightSums sums = new WeightSums(priors.size(), n);
        for (int done = 0; done < draw.importance(); done += most) {
            int times = Math.min(most, draw.importance() - done);
            try (TensorScope scope = TensorScope.open("importance")) {
                Density own = latent.probability().prior();
                DiagonalGaussian repeated = posterior(latent).repeated(times);
                Tensor code = repeated.sample(times * n, draw.random());
                Tensor nats = draw.observation()
                        .nats(model.config(), model.raw(latent.complete(code)), repeated(example, times));
                Tensor logPosterior = repeated.logDensity(code);
                totals.reconstruction += nats.sum().item() / draw.importance();
                for (int prior = 0; prior < priors.size(); prior++) {
                    Density density = priors.get(prior).orElse(own);
                    sums.add(
                            prior,
                            density.logDensity(code).sub(logPosterior).sub(nats).toDoubles());
                }
            }
        }
        totals.add(sums, draw.importance());
    }

    private static Example repeated(Example example, int times) {
        Tensor weight = example.weight();
        return new Example(
                example.input(),
                repeated(example.target(), times),
                weight == null ? null : repeated(weight, times),
                null);
    }

    private static Tensor repeated(Tensor x, int times) {
        return times == 1 ? x : Tensor.concat(new ArrayList<>(Collections.nCopies(times, x)), 0);
    }

    /** For each prior and sample the sum of the weights so far, as {@code exp(largest) * sum}, and of their logarithms. */
    private static final class WeightSums {

        private final double[][] largest;
        private final double[][] sum;
        private final double[][] logs;

        WeightSums(int priors, int n) {
            largest = new double[priors][n];
            sum = new double[priors][n];
            logs = new double[priors][n];
            for (double[] row : largest) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
        }

        /** @param logWeights [times * N] */
        void add(int prior, double... logWeights) {
            int n = largest[prior].length;
            for (int i = 0; i < logWeights.length; i++) {
                int sample = i % n;
                double weight = logWeights[i];
                double before = largest[prior][sample];
                logs[prior][sample] += weight;
                if (weight > before) {
                    sum[prior][sample] = sum[prior][sample] * Math.exp(before - weight) + 1;
                    largest[prior][sample] = weight;
                } else {
                    sum[prior][sample] += Math.exp(weight - before);
                }
            }
        }

        double logSum(int prior, int sample) {
            return largest[prior][sample] + Math.log(sum[prior][sample]);
        }
    }

    /** Adds up over the samples. */
    private static final class Totals {

        private int samples;
        private double reconstruction;
        private final double[] kl;
        private final double[] means;
        private final double[] squaredMeans;
        private final double[] elbo;
        private final double[] logLikelihood;
        private final double[] squaredLogLikelihood;

        Totals(int latent, int priors) {
            kl = new double[latent];
            means = new double[latent];
            squaredMeans = new double[latent];
            elbo = new double[priors];
            logLikelihood = new double[priors];
            squaredLogLikelihood = new double[priors];
        }

        void addPosterior(DiagonalGaussian posterior) {
            float[][] divergences = posterior.divergenceFromStandard().toRows();
            float[][] ofSamples = posterior.mean().toRows();
            samples += ofSamples.length;
            for (int i = 0; i < ofSamples.length; i++) {
                for (int unit = 0; unit < kl.length; unit++) {
                    kl[unit] += divergences[i][unit];
                    means[unit] += ofSamples[i][unit];
                    squaredMeans[unit] += (double) ofSamples[i][unit] * ofSamples[i][unit];
                }
            }
        }

        void add(WeightSums sums, int importance) {
            for (int prior = 0; prior < elbo.length; prior++) {
                for (int sample = 0; sample < sums.largest[prior].length; sample++) {
                    double likelihood = sums.logSum(prior, sample) - Math.log(importance);
                    elbo[prior] += sums.logs[prior][sample] / importance;
                    logLikelihood[prior] += likelihood;
                    squaredLogLikelihood[prior] += likelihood * likelihood;
                }
            }
        }

        /** @param standard whether the model's own prior is the standard normal distribution, whose divergence has no noise */
        Likelihood result(ObservationModel observation, int importance, List<String> names, boolean standard) {
            List<Likelihood.Bound> bounds = new ArrayList<>();
            for (int prior = 0; prior < elbo.length; prior++) {
                double mean = logLikelihood[prior] / samples;
                double variance = Math.max(0, squaredLogLikelihood[prior] / samples - mean * mean);
                bounds.add(new Likelihood.Bound(
                        names.get(prior),
                        elbo[prior] / samples,
                        -mean,
                        samples > 1 ? Math.sqrt(variance / (samples - 1)) : 0));
            }
            List<Double> klByUnit =
                    Arrays.stream(kl).map(nats -> nats / samples).boxed().toList();
            return new Likelihood(
                    samples,
                    importance,
                    observation.describe(),
                    bounds,
                    reconstruction / samples,
                    standard
                            ? klByUnit.stream().mapToDouble(Double::doubleValue).sum()
                            : -(elbo[0] + reconstruction) / samples,
                    klByUnit,
                    active());
        }

        private int active() {
            int active = 0;
            for (int unit = 0; unit < kl.length; unit++) {
                double mean = means[unit] / samples;
                active += squaredMeans[unit] / samples - mean * mean > Likelihood.ACTIVE_VARIANCE ? 1 : 0;
            }
            return active;
        }
    }
}

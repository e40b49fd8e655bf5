package io.diabolo.generate;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.model.bottleneck.CodeGrid;
import io.diabolo.model.bottleneck.CodeNetwork;
import io.diabolo.model.bottleneck.Density;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.preprocess.StandardNormal;
import io.diabolo.store.PriorFolder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Codes of samples that nobody has seen, and ways through the latent: whatever it returns is decoded by
 * {@code PictureAutoencoder.decode}, {@code TableAutoencoder.decode} or {@code SeriesAutoencoder.decode}.
 *
 * <pre>{@code
 * try (PictureAutoencoder model = PictureAutoencoder.load(folder)) {
 *     Codes codes = SampleGenerator.of(model.model()).sample(64, 0.8, 0);
 *     List<Picture> pictures = model.decode(codes);
 * }
 * }</pre>
 *
 * <p>Codes come from the model's own prior, or from one that was fitted to codes of its training data: a mixture, or of a
 * quantised model an autoregressive one. Every method may
 * be called from several threads at once; the same seed gives the same codes. The model is the caller's to close.
 */
public final class SampleGenerator {

    private static final int AT_ONCE = 4_096;
    private static final int BASES = 8;

    private static final double MOST_TEMPERATURE = 100;
    private static final int MOST_TRAVERSED = 4_096;

    private final TrainedModel model;
    private final Autoencoder autoencoder;
    private final @Nullable GaussianMixture fitted;
    private final @Nullable CodeNetwork network;
    private final GivenLabel label;

    private SampleGenerator(
            TrainedModel model, @Nullable GaussianMixture fitted, @Nullable CodeNetwork network, GivenLabel label) {
        this.model = model;
        this.autoencoder = model.autoencoder();
        this.fitted = fitted;
        this.network = network;
        this.label = label;
    }

    /** With the model's own prior, if it has one: ways between codes need none. */
    public static SampleGenerator of(TrainedModel model) {
        return new SampleGenerator(
                model, null, null, GivenLabel.none(model.autoencoder().config()));
    }

    /**
     * With a fitted prior instead of the model's own.
     *
     * @throws BadInputException if it has not as many numbers as the model's codes
     */
    public static SampleGenerator of(TrainedModel model, GaussianMixture fitted) {
        LatentCodes.requireNumbers(model.autoencoder());
        int size = model.autoencoder().config().codeSize();
        if (fitted.latent() != size) {
            throw new BadInputException("this prior has %d numbers, the model's codes have %d: fit it anew"
                    .formatted(fitted.latent(), size));
        }
        return new SampleGenerator(
                model, fitted, null, GivenLabel.none(model.autoencoder().config()));
    }

    /**
     * Of a quantised model, with an autoregressive prior over the numbers of its codes; the network is the caller's to close.
     *
     * @throws BadInputException if codes are no choices among vectors, or another grid of them
     */
    public static SampleGenerator of(TrainedModel model, CodeNetwork network) {
        try (TensorScope scope = TensorScope.open("prior", model.device())) {
            CodeGrid own = CodeNetworkFit.known(model).grid();
            if (!own.equals(network.grid())) {
                throw new BadInputException(
                        "this prior is of %s, the model's codes are %s: fit it anew".formatted(network.grid(), own));
            }
        }
        return new SampleGenerator(
                model, null, network, GivenLabel.none(model.autoencoder().config()));
    }

    /**
     * The same for samples of one label; without, labels are drawn, one as often as another.
     *
     * @throws BadInputException if the model was not told that label, with those that it was
     */
    public SampleGenerator withLabel(String name) {
        return new SampleGenerator(model, fitted, network, GivenLabel.of(autoencoder.config(), name));
    }

    /** The mixture that was saved with a model, if there is one and the model has not been trained anew since. */
    public static Optional<GaussianMixture> saved(Path folder) {
        return PriorFolder.find(folder).filter(prior -> !prior.stale()).map(PriorFolder.Saved::mixture);
    }

    /** What codes come from, in a few words. */
    public String prior() {
        if (fitted != null) {
            return "mixture of %d fitted to training codes".formatted(fitted.components());
        }
        if (network != null) {
            return "autoregressive, fitted to training codes";
        }
        return autoencoder.config().bottleneck().priorInWords();
    }

    /** Whether it can {@link #sample}. */
    public boolean hasPrior() {
        return fitted != null || hasOwnPrior();
    }

    private boolean hasOwnPrior() {
        try (TensorScope scope = TensorScope.open("prior", model.device())) { // a prior is made of tensors
            return autoencoder.prior().isPresent();
        }
    }

    /** Whether parts of a sample are drawn without knowing of each other. */
    public boolean drawsPositionsAlone() {
        return network == null && isDiscrete();
    }

    private boolean isStandard() {
        return fitted == null && autoencoder.config().bottleneck().hasStandardPrior();
    }

    private boolean isDiscrete() {
        return Double.isFinite(autoencoder.config().codeBits());
    }

    /**
     * Draws codes from the prior.
     *
     * @param count at least 1
     * @param temperature the factor of the deviations, above 0 to 100: 1 for the prior itself, less for samples that are more
     *     usual and less different
     * @throws BadInputException if the model has no prior
     */
    public Codes sample(int count, double temperature, long seed) {
        List<Codes> parts = new ArrayList<>();
        stream(count, temperature, seed, parts::add);
        return Codes.concat(parts);
    }

    /** As {@link #sample}, in parts of a few thousand codes: as many as one likes, in the same memory. */
    public void stream(long count, double temperature, long seed, Sink sink) {
        requireCount(count);
        requireTemperature(temperature);
        requirePrior();
        int size = autoencoder.config().codeSize();
        for (long done = 0; done < count; done += AT_ONCE) {
            int part = (int) Math.min(AT_ONCE, count - done);
            float[] codes;
            try (TensorScope scope = TensorScope.open("sample", model.device());
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(seed, done)) {
                codes = network == null
                        ? density().sample(part, temperature, random).flatten().toFloats()
                        : CodeNetworkFit.known(model)
                                .codesOf(network.sample(part, temperature, random))
                                .toFloats();
            }
            if (!sink.accept(label.in(Codes.of(size, codes)))) {
                return;
            }
        }
    }

    /** Takes codes as they come. */
    public interface Sink {

        /** @return whether more are wanted */
        boolean accept(Codes part);
    }

    private static void requireCount(long count) {
        if (count < 1) {
            throw new BadInputException("the number of samples must be at least 1, was %,d".formatted(count));
        }
    }

    private static void requireTemperature(double temperature) {
        if (!(temperature > 0 && temperature <= MOST_TEMPERATURE)) {
            throw new BadInputException("the temperature must be above 0 and at most 100, was %s: 1 is the prior itself"
                    .formatted(temperature));
        }
    }

    /** Of the innermost scope. */
    private Density density() {
        return fitted != null ? fitted : autoencoder.prior().orElseThrow();
    }

    private void requirePrior() {
        if (!hasPrior()) {
            throw new BadInputException(
                    "a %s autoencoder has no prior to draw codes from: fit a mixture of normal distributions to the codes of its training data, or train a variational one"
                            .formatted(autoencoder.config().bottleneck().kind()));
        }
    }

    /**
     * Draws codes from the posterior of a sample: others like it.
     *
     * @param sample of which the first row is taken
     * @throws BadInputException if the model has no posterior
     */
    public Codes around(Dataset sample, int count, double temperature, long seed) {
        requireCount(count);
        requireTemperature(temperature);
        if (!autoencoder.config().bottleneck().hasPosterior()) {
            throw new BadInputException(
                    "a %s autoencoder gives one code for a sample and none around it: a variational one has a posterior"
                            .formatted(autoencoder.config().bottleneck().kind()));
        }
        List<Codes> parts = new ArrayList<>();
        for (int done = 0; done < count; done += AT_ONCE) {
            int part = Math.min(AT_ONCE, count - done);
            try (TensorScope scope = TensorScope.open("around", model.device());
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(seed, done)) {
                Bottleneck.Latent latent = autoencoder.latent(new Batches(sample, model.preprocessing())
                        .example(new int[] {0})
                        .modelInput(autoencoder.config().maskInput()));
                Tensor drawn = latent.probability().posterior().sample(part, temperature, random);
                parts.add(label.in(Codes.of(
                        autoencoder.config().codeSize(), latent.complete(drawn).toFloats())));
            }
        }
        return Codes.concat(parts);
    }

    /**
     * A way between two codes: under the standard normal prior, whose codes lie near a sphere, along a circle while the length
     * changes evenly; else straight.
     *
     * @param from [D]
     * @param to [D]
     * @param frames at least 2, with both ends
     * @source White 2016 (spherical interpolation)
     */
    public Codes between(float[] from, float[] to, int frames) {
        if (frames < 2) {
            throw new BadInputException("a way between two samples needs at least 2 frames, was given " + frames);
        }
        boolean round = isStandard();
        float[][] codes = new float[frames][];
        for (int i = 0; i < frames; i++) {
            double share = i / (frames - 1.0);
            codes[i] = round ? Interpolation.onTheSphere(from, to, share) : Interpolation.straight(from, to, share);
        }
        return label.in(Codes.of(codes));
    }

    /**
     * The numbers of a code that change samples most, each going from two deviations below the middle of the prior to two
     * above.
     *
     * @param most how many, at least 1; of fewer all
     * @param steps codes of each, at least 2
     * @return in falling order of the change
     * @throws BadInputException if the model has no prior, or its codes are choices among vectors
     */
    public List<Traversal> traversals(int most, int steps, long seed) {
        requirePrior();
        int size = label.numbers();
        if (isDiscrete() || size > MOST_TRAVERSED) {
            throw new BadInputException("there is nothing to traverse: codes of this model are %s"
                    .formatted(isDiscrete() ? "choices among vectors" : "%,d numbers".formatted(size)));
        }
        if (most < 1 || steps < 2) {
            throw new BadInputException(
                    "traversals need at least 1 number and 2 steps, were given %d and %d".formatted(most, steps));
        }
        return new Traversals(model, moments(), label).most(most, steps, sample(BASES, 1, seed));
    }

    /**
     * One number of a code that moves while the others stay.
     *
     * @param unit which, from 0
     * @param change root of the mean squared change of a model value from one end to the other
     * @param values of the number at each step
     */
    public record Traversal(int unit, double change, List<Double> values, Codes codes) {
        public Traversal {
            values = List.copyOf(values);
        }
    }

    /** Of the prior: known of the standard normal distribution and of a fitted mixture, of another measured. */
    private PriorMoments moments() {
        if (fitted != null) {
            return new PriorMoments(fitted.mean(), fitted.deviations());
        }
        int size = autoencoder.config().codeSize();
        return isStandard() ? PriorMoments.standard(size) : PriorMoments.of(sample(AT_ONCE, 1, 0), label.numbers());
    }

    /**
     * A latent of two numbers as a whole: a square grid through the quantiles of the prior, so that each cell is as probable as
     * another; row by row, the second number falls from row to row.
     *
     * @param side at least 2
     * @throws BadInputException if codes are not two numbers with a prior
     * @source Kingma and Welling 2014, figure 4
     */
    public Codes manifold(int side) {
        int size = label.numbers();
        if (size != 2 || isDiscrete()) {
            throw new BadInputException(
                    "the manifold of a latent is drawn where codes are two numbers, here they are %,d: train a variational autoencoder with a latent of 2"
                            .formatted(size));
        }
        requirePrior();
        if (side < 2) {
            throw new BadInputException("a manifold needs at least 2 rows, was given " + side);
        }
        PriorMoments moments = moments();
        double[] centre = moments.centre();
        double[] deviations = moments.deviations();
        float[][] codes = new float[Math.multiplyExact(side, side)][];
        for (int i = 0; i < codes.length; i++) {
            double right = StandardNormal.quantile((i % side + 0.5) / side);
            double up = StandardNormal.quantile((side - 1 - i / side + 0.5) / side);
            codes[i] = new float[centre.length];
            codes[i][0] = (float) (centre[0] + deviations[0] * right);
            codes[i][1] = (float) (centre[1] + deviations[1] * up);
        }
        return label.in(Codes.of(codes));
    }
}

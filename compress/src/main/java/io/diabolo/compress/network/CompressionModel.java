package io.diabolo.compress.network;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.EngineException;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A codec while it is trained.
 *
 * <pre>{@code
 * x [N,3,H,W] -> analysis -> y [N,M,h,w] -> * gain[level] -> y' ---------------> quantised -> yHat -> * inverseGain[level]
 *                                            |                                   ^ means,     |        -> synthesis -> xHat
 *                                            -> hyper analysis -> z -> rounded ->| scales  <--- slices before, neighbours
 *                                                                 hyper synthesis
 * }</pre>
 *
 * <p>Gains and the linear parts of both transforms are computed in float32, whatever the branches are computed in: in
 * bfloat16 the average colour of a block alone would be half a step off.
 *
 * @source Balle et al. 2018; Minnen et al. 2018; Cui et al. 2021 (gains)
 */
public final class CompressionModel implements AutoCloseable {

    private static final double NATS_PER_BIT = Math.log(2);

    /**
     * The quantiser's step for lambda 0.013, in pixel values; it falls with the square root of lambda. At high rates
     * sqrt(18 / (lambda ln 2)) = 45 is best: d/dstep of -log2(step) / 256 + lambda step^2 / 12 / 768 is zero there.
     */
    private static final double START_STEP = 40.0 / 255;

    private static final double START_LAMBDA = 0.013;

    /** The largest value of the hyper-latent that has a symbol of its own. */
    public static final int HYPER_LIMIT = 63;

    private final CompressionConfig config;
    private final Parameters parameters;
    private final ExportedLayers layers;
    private final LatentScales scales;
    private final AnalysisTransform analysis;
    private final SynthesisTransform synthesis;
    private final HyperTransforms hyper;
    private final HyperPrior prior;
    private final LatentQuantiser quantiser;
    private final Tensor logGain;
    private final Tensor logInverseGain;
    private final Tensor levelBias0;
    private final Tensor levelBias1;

    private CompressionModel(CompressionConfig config, Parameters parameters) {
        this.config = config;
        this.parameters = parameters;
        int levels = config.lambdas().size();
        layers = new ExportedLayers(parameters);
        scales = LatentScales.create(parameters.in("scales"), config.latent());
        analysis = new AnalysisTransform(layers, config, scales);
        hyper = new HyperTransforms(layers, config, scales);
        prior = new HyperPrior(parameters.in("hyper_prior"), config.hyper());
        quantiser = new LatentQuantiser(layers, config);
        synthesis = new SynthesisTransform(layers, config, scales);
        logGain = parameters.constant("log_gain", 0, levels, config.latent());
        logInverseGain = parameters.constant("log_inverse_gain", 0, levels, config.latent());
        levelBias0 = parameters.constant("level_bias_0", 0, levels, SynthesisTransform.WIDTH_AT_16);
        levelBias1 = parameters.constant("level_bias_1", 0, levels, SynthesisTransform.WIDTH_AT_4);
    }

    /** A model on the innermost scope's device, before {@link #startAt}. The caller closes it. */
    public static CompressionModel create(CompressionConfig config, long seed) {
        Parameters parameters = Parameters.create(seed);
        try (TensorScope scope = TensorScope.open("build")) {
            return new CompressionModel(config, parameters);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    /** Lets the linear parts be the Karhunen-Loeve transform, with steps and scales that suit it. */
    public void startAt(Klt klt) {
        List<Double> lambdas = config.lambdas();
        try (TensorScope scope = TensorScope.open("start");
                NoGrad noGrad = NoGrad.open()) {
            scales.start(klt, Math.exp(startLogGain(Math.sqrt(lambdas.get(0) * lambdas.get(lambdas.size() - 1)))));
            analysis.linear.startAsIdentity();
            synthesis.linear.startAsIdentity();
            quantiser.start(scales);
            float[] gains = new float[lambdas.size() * config.latent()];
            for (int i = 0; i < gains.length; i++) {
                gains[i] = (float) startLogGain(lambdas.get(i / config.latent()));
            }
            logGain.assignInPlace(Tensor.of(gains, lambdas.size(), config.latent()));
            logInverseGain.assignInPlace(logGain.neg());
        }
    }

    /**
     * Takes over an exported codec of the same sizes, after {@link #startAt(Klt)}; its weights are rounded to 16 bits, and its
     * prior is known by its tables alone, so that it is near, not the same.
     */
    public void startAs(ExportedValues exported) {
        int levels = config.lambdas().size();
        try (TensorScope scope = TensorScope.open("start");
                NoGrad noGrad = NoGrad.open();
                Autocast exact = Autocast.suspend()) {
            layers.all()
                    .forEach((name, layer) -> layer.take(
                            exported.tensor(
                                    name + ".weight", layer.weight().shape().toArray()),
                            exported.tensor(name + ".bias", layer.bias().shape().toArray())));
            long[] trained = new long[levels];
            Arrays.setAll(trained, config::quality);
            Tensor rows = Tensor.of(trained);
            perLevel(logGain, exported, "gain", rows, Tensor::log);
            perLevel(logInverseGain, exported, "inverse_gain", rows, Tensor::log);
            perLevel(levelBias0, exported, "level_bias_0", rows, UnaryOperator.identity());
            perLevel(levelBias1, exported, "level_bias_1", rows, UnaryOperator.identity());
            prior.startNear(exported.hyperMeans(), exported.hyperDeviations());
        }
    }

    /**
     * A codec that codes and learns nothing more, of an exported one. The caller closes it.
     *
     * @param exported of these sizes
     */
    public static CompressionModel frozen(CompressionConfig config, ExportedValues exported) {
        CompressionModel model = create(config, 0);
        try {
            model.startAt(Klt.identity());
            model.startAs(exported);
            model.parameters.freeze();
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void perLevel(
            Tensor target, ExportedValues exported, String name, Tensor rows, UnaryOperator<Tensor> scale) {
        Tensor all = exported.tensor(name, CompressionConfig.LEVELS, target.size(1));
        target.assignInPlace(scale.apply(all.rows(rows)));
    }

    private static double startLogGain(double lambda) {
        return Math.log(Math.sqrt(lambda / START_LAMBDA) / START_STEP);
    }

    public CompressionConfig config() {
        return config;
    }

    public Parameters parameters() {
        return parameters;
    }

    /**
     * Encodes and decodes.
     *
     * @param x [N, 3, H, W] in -0.5 to 0.5; sides that are no multiples of 16 are continued by their edge
     * @param levels int64 [N], the trained level of each example
     * @param pass in training with noise, otherwise as in a file
     */
    public Forward forward(Tensor x, Tensor levels, Pass pass) {
        if (x.shape().rank() != 4
                || x.size(1) != 3
                || x.size(0) != levels.shape().elements()) {
            throw new EngineException("codec: x must be [N, 3, H, W] with N levels, was %s".formatted(x.shape()));
        }
        int height = Math.toIntExact(x.size(2));
        int width = Math.toIntExact(x.size(3));
        Tensor padded = x.extendEdge(missing(height), missing(width));
        Tensor y = analysis.forward(padded).mul(of(logGain, levels).exp());
        Tensor z = hyper.analyse(y).to(DataType.FLOAT32);
        Tensor zHat = Rounding.round(z).clamp(-HYPER_LIMIT, HYPER_LIMIT);
        Tensor features = hyper.synthesise(
                Rounding.straightThrough(zHat, z), Math.toIntExact(y.size(2)), Math.toIntExact(y.size(3)));
        LatentQuantiser.Quantised quantised = quantiser.quantise(y, features, pass);
        Tensor u = quantised.latent().mul(of(logInverseGain, levels).exp());
        Tensor xHat = synthesis.forward(u, of(levelBias0, levels), of(levelBias1, levels));
        Tensor bits =
                quantised.nats().add(hyperNats(z, zHat, pass).sumPerExample()).div(NATS_PER_BIT);
        return new Forward(xHat.narrow(2, 0, height).narrow(3, 0, width), bits);
    }

    /** What the hyper-latent of y [N, M, h, w], with its gain, says of it: [N, F, h, w]. */
    Tensor describe(Tensor y) {
        Tensor z = Rounding.round(hyper.analyse(y)).clamp(-HYPER_LIMIT, HYPER_LIMIT);
        return hyper.synthesise(z, Math.toIntExact(y.size(2)), Math.toIntExact(y.size(3)));
    }

    /**
     * Codes and decodes a latent.
     *
     * @param y [1, M, h, w], with its gain
     * @param features of {@link #describe}
     * @return its picture, sides multiples of 16, and its bits without those of the hyper-latent
     */
    Forward code(Tensor y, Tensor features, QualityRow row, LatentQuantiser.Manner manner) {
        LatentQuantiser.Quantised quantised = quantiser.quantise(y, features, manner);
        Tensor u = quantised.latent().mul(row.inverseGain());
        return new Forward(
                synthesis.forward(u, row.bias0(), row.bias1()), quantised.nats().div(NATS_PER_BIT));
    }

    /** As in a file; in training, z has the gradient of what it would cost with noise. */
    private Tensor hyperNats(Tensor z, Tensor zHat, Pass pass) {
        Tensor whole = prior.nats(zHat.detach());
        if (!pass.training()) {
            return whole;
        }
        Tensor noise = Tensor.uniform(pass.generator(), -0.5, 0.5, z.shape().toArray());
        Tensor smooth = prior.natsOfGiven(z.add(noise));
        return whole.add(smooth.sub(smooth.detach()));
    }

    /** The layers by the names that they have in an exported codec. */
    public Map<String, ExportedLayer> layers() {
        return layers.all();
    }

    /** -ln of the probability of hyper-latents: the prior that an export writes down. */
    public Tensor hyperNats(Tensor z) {
        return prior.nats(z);
    }

    /** @shape [levels, C] to [N, C, 1, 1] */
    private static Tensor of(Tensor table, Tensor levels) {
        return table.rows(levels).reshape(levels.shape().elements(), table.size(1), 1, 1);
    }

    private static int missing(int side) {
        return Math.floorMod(-side, CompressionConfig.BLOCK);
    }

    @Override
    public void close() {
        parameters.close();
    }

    /**
     * What {@link #forward} returns.
     *
     * @param xHat [N, 3, H, W], not limited
     * @param bits [N], what each example costs
     */
    public record Forward(Tensor xHat, Tensor bits) {}
}

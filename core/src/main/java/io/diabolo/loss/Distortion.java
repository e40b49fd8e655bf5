package io.diabolo.loss;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How far an output is from its target, one value an example, SUMMED over its elements (else a KL term beside it would
 * change its weight with the picture's size). The decoder's output is {@code raw}: what {@link #values} makes of it is the
 * reconstruction.
 *
 * <p>All take {@code raw} [N, {@link #outputs}, *S], {@code target} [N, C, *S] and a weight of the target's shape or null; all are
 * computed in float32.
 */
public enum Distortion {
    /** Squared error; range 0 and up. The default for everything that is not a Bernoulli VAE. */
    @JsonProperty("mse")
    MSE,
    /**
     * Binary cross-entropy in nats, on logits; targets in [0, 1] only. With a variational bottleneck it is the Bernoulli
     * decoder. It is above zero even for a perfect reconstruction of gray values.
     */
    @JsonProperty("bce")
    BCE,
    /** Absolute error; range 0 and up. Forgives outliers and keeps edges sharper. */
    @JsonProperty("l1")
    L1,
    /**
     * Negative log-likelihood in nats under a Gaussian whose one variance is the batch's own mean squared error: the
     * Gaussian decoder of a VAE, where {@code beta} keeps its meaning. May be negative.
     *
     * @source Rybkin et al. 2021 (sigma-VAE)
     */
    @JsonProperty("gaussian")
    GAUSSIAN,
    /**
     * Negative log-likelihood in nats of the 256 levels of a picture under a mixture of logistic distributions; targets in [0, 1] only.
     * The decoder of a VAE for colour. The reconstruction is the mixture's mean.
     */
    @JsonProperty("mixture")
    MIXTURE;

    private static final double SMALLEST_VARIANCE = 1e-6;

    /** Whether targets outside [0, 1] make no sense. */
    public boolean needsUnitInterval() {
        return hasOwnRange();
    }

    /** Whether raw outputs are no values, and {@link #values} makes values in [0, 1] of them, whatever the model's range is. */
    public boolean hasOwnRange() {
        return this == BCE || this == MIXTURE;
    }

    /** How many raw outputs the decoder has at each place of a sample with so many channels. */
    public int outputs(int channels) {
        return this == MIXTURE ? LogisticMixture.outputs(channels) : channels;
    }

    /** Whether the distortion of a sample depends on the others of its batch, as the Gaussian's variance does. */
    public boolean mixesSamples() {
        return this == GAUSSIAN;
    }

    /** The reconstruction that a raw output stands for. */
    public Tensor values(Tensor raw) {
        Tensor output = raw.to(DataType.FLOAT32);
        return switch (this) {
            case BCE -> output.sigmoid();
            case MIXTURE -> LogisticMixture.values(output);
            case MSE, L1, GAUSSIAN -> output;
        };
    }

    /**
     * The distortion of each example.
     *
     * @return [N]
     */
    public Tensor perExample(Tensor raw, Tensor target, @Nullable Tensor weight) {
        Tensor output = raw.to(DataType.FLOAT32);
        return switch (this) {
            case MSE -> weighted(output.sub(target).square(), weight).sumPerExample();
            case BCE ->
                weighted(output.binaryCrossEntropyWithLogits(target), weight).sumPerExample();
            case L1 -> weighted(output.sub(target).abs(), weight).sumPerExample();
            case GAUSSIAN -> gaussian(weighted(output.sub(target).square(), weight), weight);
            case MIXTURE -> LogisticMixture.nats(output, target, weight);
        };
    }

    /** SSE / (2 s^2) + E/2 log(2 pi s^2), with E the number of elements that count. */
    private static Tensor gaussian(Tensor squares, @Nullable Tensor weight) {
        Tensor elements = weight == null
                ? Tensor.full(squares.shape().elements() / (double) squares.size(0), squares.size(0))
                : weight.sumPerExample();
        Tensor variance = squares.sum().div(elements.sum()).clamp(SMALLEST_VARIANCE, Double.POSITIVE_INFINITY);
        Tensor logNormaliser = variance.mul(2 * Math.PI).log().mul(0.5);
        return squares.sumPerExample().div(variance.mul(2)).add(elements.mul(logNormaliser));
    }

    private static Tensor weighted(Tensor errors, @Nullable Tensor weight) {
        return weight == null ? errors : errors.mul(weight);
    }
}

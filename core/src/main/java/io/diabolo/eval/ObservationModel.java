package io.diabolo.eval;

import io.diabolo.corrupt.Example;
import io.diabolo.engine.Tensor;
import io.diabolo.loss.Distortion;
import io.diabolo.loss.LogisticMixture;
import io.diabolo.model.ModelConfig;

/**
 * The density of a sample given its code that a model's distortion stands for, in full: with the constants that a training does
 * without.
 *
 * <pre>{@code
 * bce       Bernoulli                      (gray levels count as probabilities)
 * mse       normal, variance 1/2           squared error + E/2 log pi
 * gaussian  normal, variance s^2, one for all samples and elements
 * l1        Laplace, scale 1               absolute error + E log 2
 * mixture   logistics, five a pixel       of each pixel's level, so that nats are those of a code for the picture
 * }</pre>
 *
 * E is the number of a sample's known elements.
 *
 * @param loss the model's distortion
 * @param variance s^2 above 0, in model values; of a Gaussian only
 */
public record ObservationModel(Distortion loss, double variance) {

    private static final double SMALLEST_VARIANCE = 1e-6;

    public ObservationModel {
        variance = Math.max(SMALLEST_VARIANCE, variance);
    }

    /** For a reader. */
    public String describe() {
        return switch (loss) {
            case BCE -> "Bernoulli";
            case MSE -> "normal, variance 1/2";
            case GAUSSIAN -> "normal, variance %.3g".formatted(variance);
            case L1 -> "Laplace, scale 1";
            case MIXTURE -> "mixture of %d logistics".formatted(LogisticMixture.COMPONENTS);
        };
    }

    /**
     * {@code -log p(x | z)}.
     *
     * @param raw the decoder's output [N, C, *S]
     * @return [N], in nats
     */
    public Tensor nats(ModelConfig config, Tensor raw, Example example) {
        return switch (loss) {
            case BCE, MIXTURE -> config.distortion(raw, example);
            case MSE -> plus(config.distortion(raw, example), example, 0.5 * Math.log(Math.PI));
            case L1 -> plus(config.distortion(raw, example), example, Math.log(2));
            case GAUSSIAN ->
                plus(squares(config, raw, example).div(2 * variance), example, 0.5 * Math.log(2 * Math.PI * variance));
        };
    }

    /** The squared error of each sample, [N]. */
    static Tensor squares(ModelConfig config, Tensor raw, Example example) {
        Tensor squares = config.values(raw).sub(example.target()).square();
        Tensor weight = example.weight();
        return (weight == null ? squares : squares.mul(weight)).sumPerExample();
    }

    private static Tensor plus(Tensor nats, Example example, double ofElement) {
        return nats.add(elements(example).mul(ofElement));
    }

    /** How many elements of each sample count, [N]. */
    static Tensor elements(Example example) {
        Tensor target = example.target();
        Tensor weight = example.weight();
        return weight == null
                ? Tensor.full(target.shape().elements() / (double) target.size(0), target.size(0))
                : weight.sumPerExample();
    }
}

package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;

/**
 * The logistic distribution, collected over intervals of length 1.
 *
 * <p>The probability of [v - 1/2, v + 1/2] is sigmoid(a) - sigmoid(b) with a = (v + 1/2) / s and b = (v - 1/2) / s. It is
 * computed as the product sigmoid(a) sigmoid(-b) (1 - exp(b - a)), whose logarithm loses no digits in the tails and goes on
 * linearly there, so that a gradient always flows.
 */
public final class Logistic {

    /** Scale index k, 0 to 63, stands for the scale 0.05 x 5120^(k / 63). */
    public static final int TABLES = 64;

    static final double SMALLEST_SCALE = 0.05;
    private static final double LARGEST_SCALE = 256;

    /** Natural logarithm of the ratio of neighbouring scales. */
    static final double STEP = Math.log(LARGEST_SCALE / SMALLEST_SCALE) / (TABLES - 1);

    private Logistic() {}

    /**
     * -ln of the probability.
     *
     * @shape values and scales (positive) alike, or broadcast
     */
    static Tensor nats(Tensor values, Tensor scales) {
        Tensor a = values.add(0.5).div(scales);
        Tensor b = values.sub(0.5).div(scales);
        Tensor width = Tensor.scalar(-1).div(scales).exp().neg().add(1).log(); // ln(1 - exp(-1 / s))
        return a.neg().softplus().add(b.softplus()).sub(width);
    }

    /** The scale of a table's index, which need not be whole. */
    static Tensor scale(Tensor index) {
        return index.mul(STEP).exp().mul(SMALLEST_SCALE);
    }

    /** The scale of a table. */
    public static double scale(double index) {
        return SMALLEST_SCALE * Math.exp(STEP * index);
    }

    /** The probability of a whole number. */
    public static double probability(int value, double scale) {
        double a = -(Math.abs(value) - 0.5) / scale; // both on the left, where no digits are lost
        double b = -(Math.abs(value) + 0.5) / scale;
        return sigmoid(a) - sigmoid(b);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The index, perhaps beyond the tables, of the scale with which a logistic has this standard deviation. */
    static double index(double deviation) {
        double scale = deviation * Math.sqrt(3) / Math.PI;
        return Math.log(Math.max(scale, 1e-9) / SMALLEST_SCALE) / STEP;
    }
}

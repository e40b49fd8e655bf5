package io.diabolo.compress.network;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;

/**
 * Rounds by chance, down or up, and softly, so that gradients flow: the nearer a value is to a whole number and the lower the
 * temperature, the surer and the harder it is rounded to that.
 *
 * @param temperature above 0
 * @source Yang, Bamler and Mandt 2020, Improving Inference for Neural Image Compression (stochastic Gumbel annealing)
 */
record AnnealedRounding(double temperature, Generator random) implements LatentQuantiser.Manner {

    /** Distances to whole numbers are kept so far from 0 and 1, where atanh has no bounds. */
    private static final double EDGE = 1e-4;

    @Override
    public Tensor quantised(Tensor y, ContextNetwork.Expectation expected, int smallest) {
        Tensor mean = expected.mean();
        return round(y.sub(mean)).mul(LatentQuantiser.coded(expected, smallest)).add(mean);
    }

    /** The logits are -atanh of the distances over the temperature; the difference of two Gumbel numbers is logistic. */
    private Tensor round(Tensor x) {
        Tensor below = x.detach().floor();
        Tensor up = x.sub(below).clamp(EDGE, 1 - EDGE);
        Tensor down = up.neg().add(1);
        Tensor logits = twiceAtanh(up).sub(twiceAtanh(down)).mul(0.5 / temperature);
        Tensor chance = Tensor.uniform(random, EDGE, 1 - EDGE, x.shape().toArray());
        Tensor noise = chance.log().sub(chance.neg().add(1).log());
        return below.add(logits.add(noise).div(temperature).sigmoid());
    }

    private static Tensor twiceAtanh(Tensor x) {
        return x.add(1).log().sub(x.neg().add(1).log());
    }

    @Override
    public Tensor nats(Tensor y, Tensor quantised, ContextNetwork.Expectation expected, int smallest) {
        Tensor scale = Logistic.scale(expected.scaleIndex().clamp(smallest, Logistic.TABLES - 1));
        return Logistic.nats(quantised.sub(expected.mean()), scale).mul(LatentQuantiser.coded(expected, smallest));
    }
}

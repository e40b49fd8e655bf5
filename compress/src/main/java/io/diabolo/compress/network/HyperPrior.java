package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * The distribution of the hyper-latent: each channel has its own mixture of three logistics, the same at every position.
 *
 * @source Balle et al. 2018 (a factorised prior); Salimans et al. 2017 (mixtures of logistics)
 */
final class HyperPrior {

    private static final int COMPONENTS = 3;

    private final int channels;
    private final Tensor weights;
    private final Tensor means;
    private final Tensor logScales;

    HyperPrior(Parameters parameters, int channels) {
        this.channels = channels;
        weights = parameters.constant("weight", 0, COMPONENTS, channels);
        means = parameters.weight("mean", 1, 1, COMPONENTS, channels);
        logScales = parameters.constant("log_scale", 0, COMPONENTS, channels);
    }

    /**
     * -ln of the probability of each.
     *
     * @shape z [N, C, h, w]
     */
    Tensor nats(Tensor z) {
        return nats(z, weights, means, logScales);
    }

    /** The same, with the gradient of z alone: the prior itself learns from whole numbers. */
    Tensor natsOfGiven(Tensor z) {
        return nats(z, weights.detach(), means.detach(), logScales.detach());
    }

    private Tensor nats(Tensor z, Tensor shares, Tensor centres, Tensor logs) {
        Tensor logShares = shares.logSoftmax(0).reshape(COMPONENTS, 1, channels, 1, 1);
        Tensor centred = z.reshape(1, z.size(0), z.size(1), z.size(2), z.size(3))
                .sub(centres.reshape(COMPONENTS, 1, channels, 1, 1));
        Tensor scales = logs.exp().reshape(COMPONENTS, 1, channels, 1, 1);
        return logShares.sub(Logistic.nats(centred, scales)).logSumExp(0).neg();
    }
}

package io.diabolo.model.compression;

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

    /** @shape z [N, C, h, w] to -ln of the probability of each */
    Tensor nats(Tensor z) {
        Tensor logShares = weights.logSoftmax(0).reshape(COMPONENTS, 1, channels, 1, 1);
        Tensor centred = z.reshape(1, z.size(0), z.size(1), z.size(2), z.size(3))
                .sub(means.reshape(COMPONENTS, 1, channels, 1, 1));
        Tensor scales = logScales.exp().reshape(COMPONENTS, 1, channels, 1, 1);
        return logShares.sub(Logistic.nats(centred, scales)).logSumExp(0).neg();
    }
}

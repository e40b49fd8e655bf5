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

    /** Deviations between the three components where they start near a distribution. */
    private static final double APART = 0.6;

    private static final double SMALLEST_DEVIATION = 0.2;

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

    /** Starts near distributions of these means and deviations, [C] each. */
    void startNear(float[] mean, float[] deviation) {
        float[] centres = new float[COMPONENTS * channels];
        float[] logs = new float[COMPONENTS * channels];
        for (int i = 0; i < centres.length; i++) {
            int channel = i % channels;
            double spread = Math.max(deviation[channel], SMALLEST_DEVIATION);
            centres[i] = (float) (mean[channel] + (i / channels - 1) * APART * spread);
            // So that components apart and their own variances, s^2 pi^2 / 3, add up to the whole.
            logs[i] = (float) Math.log(spread * Math.sqrt(3 * (1 - 2 * APART * APART / 3)) / Math.PI);
        }
        weights.assignInPlace(Tensor.zeros(COMPONENTS, channels));
        means.assignInPlace(Tensor.of(centres, COMPONENTS, channels));
        logScales.assignInPlace(Tensor.of(logs, COMPONENTS, channels));
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

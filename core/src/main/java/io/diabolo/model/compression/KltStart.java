package io.diabolo.model.compression;

import io.diabolo.engine.Tensor;
import java.util.List;

/** Writes a {@link Klt} into a model's parameters. */
final class KltStart {

    /**
     * The quantiser's step for lambda 0.013, in pixel values; it falls with the square root of lambda. At high rates
     * sqrt(18 / (lambda ln 2)) = 45 is best: d/dstep of -log2(step) / 256 + lambda step^2 / 12 / 768 is zero there.
     */
    private static final double STEP = 40.0 / 255;

    private static final double STEP_LAMBDA = 0.013;

    private final CompressionConfig config;
    private final Klt klt;

    KltStart(CompressionConfig config, Klt klt) {
        this.config = config;
        this.klt = klt;
    }

    void apply(
            Convolution analysis,
            Convolution synthesis,
            Tensor logGain,
            Tensor logInverseGain,
            List<Tensor> contextBiases) {
        int size = klt.mean().length;
        Tensor vectors = Tensor.of(klt.vectors(), config.latent(), size);
        Tensor mean = Tensor.of(klt.mean(), size, 1);
        // y = V (x - mean), x = V^T y + mean
        analysis.weight().assignInPlace(vectors.reshape(config.latent(), size, 1, 1));
        analysis.bias().assignInPlace(vectors.matmul(mean).neg().reshape(config.latent()));
        synthesis.weight().assignInPlace(vectors.transpose().reshape(size, config.latent(), 1, 1));
        synthesis.bias().assignInPlace(mean.reshape(size));
        float[] gains = new float[config.lambdas().size() * config.latent()];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = (float) logGain(config.lambdas().get(i / config.latent()));
        }
        logGain.assignInPlace(Tensor.of(gains, config.lambdas().size(), config.latent()));
        logInverseGain.assignInPlace(logGain.neg());
        scales(contextBiases);
    }

    private static double logGain(double lambda) {
        return Math.log(Math.sqrt(lambda / STEP_LAMBDA) / STEP);
    }

    /** The scale of each channel as its variance has it, at the middle level. */
    private void scales(List<Tensor> contextBiases) {
        List<Double> lambdas = config.lambdas();
        double gain = Math.exp(logGain(Math.sqrt(lambdas.get(0) * lambdas.get(lambdas.size() - 1))));
        int first = 0;
        for (int i = 0; i < contextBiases.size(); i++) {
            int channels = config.slices().get(i);
            float[] bias = new float[2 * channels]; // means 0, then scale indices
            for (int c = 0; c < channels; c++) {
                double deviation = Math.sqrt(klt.variances()[first + c]) * gain;
                bias[channels + c] = (float) Math.min(Logistic.TABLES - 1, Math.max(1, Logistic.index(deviation)));
            }
            contextBiases.get(i).assignInPlace(Tensor.of(bias, 2L * channels));
            first += channels;
        }
    }
}

package io.diabolo.compress.network;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;

/**
 * A linear transform between blocks of pixels and latent channels, or back, in float32.
 *
 * <p>What is learned is a mix of directions of the {@link Klt}, between inputs of unit variance and outputs in steps that
 * matter. It starts as the identity.
 *
 * @param scales the directions and deviations
 * @param mix [M, 768] for the analysis, [768, M] for the synthesis
 * @param offset what is added: [M] in steps, or [768] in pixel values
 * @param synthesis whether it goes from channels to pixels
 */
record BlockTransform(LatentScales scales, Tensor mix, Tensor offset, boolean synthesis) implements ExportedLayer {

    static BlockTransform analysis(Parameters parameters, LatentScales scales, int latent) {
        return new BlockTransform(
                scales,
                parameters.constant("mix", 0, latent, LatentScales.DIRECTIONS),
                parameters.constant("offset", 0, latent),
                false);
    }

    static BlockTransform synthesis(Parameters parameters, LatentScales scales, int latent) {
        return new BlockTransform(
                scales,
                parameters.constant("mix", 0, LatentScales.DIRECTIONS, latent),
                parameters.constant("offset", 0, LatentScales.DIRECTIONS),
                true);
    }

    void startAsIdentity() {
        int rows = Math.toIntExact(mix.size(0));
        int columns = Math.toIntExact(mix.size(1));
        float[] ratios = scales.all().div(scales.steps()).toFloats();
        float[] identity = new float[rows * columns];
        for (int i = 0; i < Math.min(rows, columns); i++) {
            identity[i * columns + i] = ratios[i];
        }
        mix.assignInPlace(Tensor.of(identity, rows, columns));
    }

    /** {@code S mix D^-1 V} for the analysis, {@code V^T S mix D^-1} for the synthesis: S are the steps. */
    @Override
    public Tensor weight() {
        try (Autocast suspended = Autocast.suspend()) {
            long size = LatentScales.DIRECTIONS;
            if (synthesis) {
                Tensor inner = mix.mul(scales.steps().reshape(size, 1)).mul(scales.inverse());
                return scales.vectors().transpose().matmul(inner).reshape(size, mix.size(1), 1, 1);
            }
            Tensor inner = mix.mul(steps().reshape(mix.size(0), 1)).div(scales.all());
            return inner.matmul(scales.vectors()).reshape(mix.size(0), size, 1, 1);
        }
    }

    @Override
    public Tensor bias() {
        return synthesis ? scales.mean().add(offset) : bias(weight());
    }

    /** The analysis sees blocks less their mean. */
    private Tensor bias(Tensor weight) {
        try (Autocast suspended = Autocast.suspend()) {
            long size = LatentScales.DIRECTIONS;
            Tensor ofMean = weight.reshape(mix.size(0), size)
                    .matmul(scales.mean().reshape(size, 1))
                    .reshape(mix.size(0));
            return offset.mul(steps()).sub(ofMean);
        }
    }

    @Override
    public void take(Tensor weight, Tensor bias) {
        long size = LatentScales.DIRECTIONS;
        Tensor matrix = weight.reshape(weight.size(0), weight.size(1));
        if (synthesis) {
            mix.assignInPlace(scales.vectors()
                    .matmul(matrix)
                    .div(scales.steps().reshape(size, 1))
                    .div(scales.inverse()));
            offset.assignInPlace(bias.sub(scales.mean()));
        } else {
            mix.assignInPlace(matrix.matmul(scales.vectors().transpose())
                    .mul(scales.all())
                    .div(steps().reshape(mix.size(0), 1)));
            Tensor ofMean = matrix.matmul(scales.mean().reshape(size, 1)).reshape(mix.size(0));
            offset.assignInPlace(bias.add(ofMean).div(steps()));
        }
    }

    private Tensor steps() {
        return scales.steps().narrow(0, 0, mix.size(0));
    }

    /** @shape [N, 768, h, w] to [N, M, h, w], or back */
    Tensor forward(Tensor x) {
        try (Autocast suspended = Autocast.suspend()) {
            Tensor weight = weight();
            return x.to(DataType.FLOAT32).conv2d(weight, synthesis ? bias() : bias(weight), 1, 0);
        }
    }
}

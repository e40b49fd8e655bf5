package io.diabolo.bench;

import io.diabolo.engine.Shape;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.LayerConfig;
import java.util.List;

/**
 * Floating-point operations of a network's products, counted from its layers' shapes: a multiplication and an addition for
 * each weight and each place where it is used. Activations, biases and the optimiser are left out.
 */
final class Flops {

    private static final long MULTIPLY_AND_ADD = 2;

    private Flops() {}

    /** Of one image's forward pass. A training step takes three times as many: once more by inputs, once by weights. */
    static long forward(AutoencoderConfig config) {
        Shape input = Shape.of(
                config.input().channels(),
                config.input().height(),
                config.input().width());
        List<LayerConfig> encoder = config.body().encoder(config.input());
        List<LayerConfig> decoder = config.body().decoder(config.input(), config.latent());
        long bottleneck = MULTIPLY_AND_ADD * end(encoder, input).elements() * config.latent();
        return layers(encoder, input) + bottleneck + layers(decoder, Shape.of(config.latent()));
    }

    private static long layers(List<LayerConfig> layers, Shape input) {
        long sum = 0;
        Shape shape = input;
        for (LayerConfig layer : layers) {
            sum += layer(layer, shape);
            shape = layer.output(shape);
        }
        return sum;
    }

    private static long layer(LayerConfig layer, Shape input) {
        if (layer instanceof LayerConfig.Linear linear) {
            return MULTIPLY_AND_ADD * input.elements() * linear.features();
        }
        if (layer instanceof LayerConfig.Conv conv) {
            return convolution(conv.kernel(), input.size(0), layer.output(input));
        }
        if (layer instanceof LayerConfig.TransposedConv transposed) {
            // The transpose of a convolution does the work of that convolution: from its output's places.
            return convolution(transposed.kernel(), transposed.channels(), input);
        }
        if (layer instanceof LayerConfig.Sum sum) {
            return sum.branches().stream()
                    .mapToLong(branch -> layers(branch, input))
                    .sum();
        }
        return 0;
    }

    private static long convolution(int kernel, long channels, Shape places) {
        return MULTIPLY_AND_ADD * kernel * kernel * channels * places.elements();
    }

    private static Shape end(List<LayerConfig> layers, Shape input) {
        Shape shape = input;
        for (LayerConfig layer : layers) {
            shape = layer.output(shape);
        }
        return shape;
    }
}

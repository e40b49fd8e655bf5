package io.diabolo.bench;

import io.diabolo.engine.Shape;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Sum;
import io.diabolo.nn.TransposedConv;
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
        Shape input =
                Shape.of(config.input().sizes().stream().mapToLong(size -> size).toArray());
        List<LayerConfig> encoder = config.body().encoder(config.input(), config.latent());
        List<LayerConfig> decoder = config.body().decoder(config.decoderOutput());
        long bottleneck = MULTIPLY_AND_ADD * LayerConfig.output(encoder, input).elements() * config.latent();
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
        if (layer instanceof Linear linear) {
            return MULTIPLY_AND_ADD * input.elements() * linear.features();
        }
        if (layer instanceof Conv conv) {
            return convolution(conv.parameters(input) - conv.channels(), layer.output(input));
        }
        if (layer instanceof TransposedConv transposed) {
            // The transpose of a convolution does the work of that convolution: from its output's places.
            return convolution(transposed.parameters(input) - transposed.channels(), input);
        }
        if (layer instanceof Sum sum) {
            return sum.branches().stream()
                    .mapToLong(branch -> layers(branch, input))
                    .sum();
        }
        return 0;
    }

    /** @param places where all weights are used */
    private static long convolution(long weights, Shape places) {
        return MULTIPLY_AND_ADD * weights * places.elements() / places.size(0);
    }
}

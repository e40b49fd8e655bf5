package io.diabolo.model;

import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * An autoencoder's architecture and loss. It validates itself, is JSON, and builds the model; looking at one
 * ({@link #layers()}) loads no native library.
 *
 * @param input the shape of a sample
 * @param latent D, at least 1
 * @param body the networks on both sides
 * @param bottleneck the kind of autoencoder
 * @param loss the distortion; it also says what the decoder's output means
 */
public record AutoencoderConfig(SampleShape input, int latent, Body body, BottleneckConfig bottleneck, Distortion loss) {

    public AutoencoderConfig {
        if (latent < 1 || latent > 1 << 20) {
            throw new BadInputException("latent must be from 1 to 1,048,576, was " + latent);
        }
        layers(input, latent, body, bottleneck);
    }

    /** The plain autoencoder with fully connected layers and the squared error. */
    public static AutoencoderConfig mlp(SampleShape input, int latent) {
        return new AutoencoderConfig(input, latent, MlpBody.defaults(), new PlainConfig(), Distortion.MSE);
    }

    /** The plain convolutional autoencoder with the squared error. */
    public static AutoencoderConfig conv(SampleShape input, int latent) {
        return new AutoencoderConfig(input, latent, ConvBody.defaults(input), new PlainConfig(), Distortion.MSE);
    }

    public AutoencoderConfig withBody(Body newBody) {
        return new AutoencoderConfig(input, latent, newBody, bottleneck, loss);
    }

    public AutoencoderConfig withBottleneck(BottleneckConfig newBottleneck) {
        return new AutoencoderConfig(input, latent, body, newBottleneck, loss);
    }

    public AutoencoderConfig withLoss(Distortion newLoss) {
        return new AutoencoderConfig(input, latent, body, bottleneck, newLoss);
    }

    /** Input, encoder, bottleneck, decoder, output: layer by layer with shapes and numbers of parameters. */
    public List<LayerRow> layers() {
        return layers(input, latent, body, bottleneck);
    }

    /** How many numbers the model learns. */
    public long parameters() {
        return layers().stream().mapToLong(LayerRow::parameters).sum();
    }

    /** Builds the model with initial parameters that follow from a seed, on the device of the innermost scope. */
    public Autoencoder build(long seed) {
        return new Autoencoder(this, Parameters.create(seed));
    }

    /** The shape of one sample, for layers. */
    Shape inputShape() {
        return Shape.of(input.channels(), input.height(), input.width());
    }

    /** F, the size of the encoder's output. */
    long features() {
        Shape shape = inputShape();
        for (LayerConfig layer : body.encoder(input)) {
            shape = layer.output(shape);
        }
        return shape.elements();
    }

    private static List<LayerRow> layers(SampleShape input, int latent, Body body, BottleneckConfig bottleneck) {
        List<LayerRow> rows = new ArrayList<>();
        Shape shape = Shape.of(input.channels(), input.height(), input.width());
        rows.add(new LayerRow("input", "input", "", shape, 0));
        shape = append(rows, "encoder", body.encoder(input), shape);
        if (shape.rank() != 1) {
            throw new BadInputException("the encoder must end with features [F] (add a flatten), ends with " + shape);
        }
        rows.add(new LayerRow(
                "bottleneck",
                "bottleneck",
                bottleneck.kind(),
                Shape.of(latent),
                bottleneck.parameters(shape.elements(), latent)));
        shape = append(rows, "decoder", body.decoder(input, latent), Shape.of(latent));
        Shape output = Shape.of(input.channels(), input.height(), input.width());
        if (!shape.equals(output)) {
            throw new BadInputException("the decoder must end with %s, ends with %s".formatted(output, shape));
        }
        rows.add(new LayerRow("output", "output", "", output, 0));
        return rows;
    }

    private static Shape append(List<LayerRow> rows, String part, List<LayerConfig> layers, Shape input) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            LayerConfig layer = layers.get(i);
            Shape output = layer.output(shape);
            rows.add(new LayerRow(part, part + "." + i, layer.describe(), output, layer.parameters(shape)));
            shape = output;
        }
        return shape;
    }

    /**
     * One line of the architecture.
     *
     * @param part {@code input}, {@code encoder}, {@code bottleneck}, {@code decoder} or {@code output}
     * @param name the prefix of its parameters' names
     * @param description what the layer does
     * @param output the shape of one example behind it
     * @param parameters how many numbers it learns
     */
    public record LayerRow(String part, String name, String description, Shape output, long parameters) {}
}

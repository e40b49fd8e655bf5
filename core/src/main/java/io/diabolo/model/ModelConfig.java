package io.diabolo.model;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.plain.PlainConfig;
import io.diabolo.nn.Initialization;
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
public record ModelConfig(SampleShape input, int latent, Body body, BottleneckConfig bottleneck, Distortion loss) {

    public ModelConfig {
        if (latent < 1 || latent > 1 << 20) {
            throw new BadInputException("latent must be from 1 to 1,048,576, was " + latent);
        }
        layers(input, latent, body, bottleneck);
    }

    /** The plain autoencoder with fully connected layers and the squared error. */
    public static ModelConfig mlp(SampleShape input, int latent) {
        return new ModelConfig(input, latent, MlpBody.defaults(input, latent), new PlainConfig(), Distortion.MSE);
    }

    /** The plain convolutional autoencoder with the squared error. */
    public static ModelConfig conv(SampleShape input, int latent) {
        return new ModelConfig(input, latent, ConvBody.defaults(input), new PlainConfig(), Distortion.MSE);
    }

    public ModelConfig withBody(Body newBody) {
        return new ModelConfig(input, latent, newBody, bottleneck, loss);
    }

    public ModelConfig withBottleneck(BottleneckConfig newBottleneck) {
        return new ModelConfig(input, latent, body, newBottleneck, loss);
    }

    public ModelConfig withLoss(Distortion newLoss) {
        return new ModelConfig(input, latent, body, bottleneck, newLoss);
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
        return build(seed, Initialization.HE);
    }

    /** The same with another recipe for the initial parameters. */
    public Autoencoder build(long seed, Initialization initialization) {
        return new Autoencoder(this, Parameters.create(seed, initialization));
    }

    /** The shape of one sample, for layers. */
    public Shape inputShape() {
        return shape(input);
    }

    private static Shape shape(SampleShape sample) {
        return Shape.of(sample.sizes().stream().mapToLong(size -> size).toArray());
    }

    /** F, the size of the encoder's output. */
    long features() {
        return LayerConfig.output(body.encoder(input, latent), inputShape()).elements();
    }

    private static List<LayerRow> layers(SampleShape input, int latent, Body body, BottleneckConfig bottleneck) {
        List<LayerRow> rows = new ArrayList<>();
        Shape shape = shape(input);
        rows.add(new LayerRow("input", "input", "", shape, 0));
        shape = append(rows, "encoder", body.encoder(input, latent), shape);
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
        Shape output = shape(input);
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

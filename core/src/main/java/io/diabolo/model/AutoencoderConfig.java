package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.loss.LogisticMixture;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.model.bottleneck.Place;
import io.diabolo.model.bottleneck.PlainConfig;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An autoencoder's architecture and objective. Looking at one ({@link #layers()}) loads no native library.
 *
 * @param input the shape of a sample
 * @param latent D, at least 1: all numbers of a code, or those at each position of a latent that keeps its space
 * @param body the networks on both sides
 * @param bottleneck the kind of autoencoder
 * @param loss the distortion; it also says what the decoder's output means
 * @param output where outputs lie
 * @param maskInput whether the encoder takes a mask of what is known behind the values
 * @param objective what training minimises
 */
@JsonTypeName("autoencoder")
public record AutoencoderConfig(
        SampleShape input,
        int latent,
        Body body,
        BottleneckConfig bottleneck,
        Distortion loss,
        OutputRange output,
        boolean maskInput,
        Objective objective)
        implements ModelConfig {

    public AutoencoderConfig {
        if (latent < 1 || latent > 1 << 20) {
            throw new BadInputException("latent must be from 1 to 1,048,576, was " + latent);
        }
        if (objective.needsPosterior() && !bottleneck.hasPosterior()) {
            throw new BadInputException(
                    "the objective needs a posterior, which a %s bottleneck has not: use a variational one"
                            .formatted(bottleneck.kind()));
        }
        if (objective.needsFixedCode() && bottleneck.hasPosterior()) {
            throw new BadInputException("the objective compares codes, which a %s bottleneck draws: use a plain one"
                    .formatted(bottleneck.kind()));
        }
        if (loss == Distortion.MIXTURE
                && (input.kind() != SampleShape.Kind.PICTURE || input.channels() > LogisticMixture.MOST_CHANNELS)) {
            throw new BadInputException("the loss mixture is for pictures of 1 to %d channels, not for samples %s"
                    .formatted(LogisticMixture.MOST_CHANNELS, input));
        }
        rows(encoderInput(input, maskInput), decoderOutput(input, loss), latent, body, bottleneck);
    }

    /** The plain autoencoder with fully connected layers and the squared error. */
    public static AutoencoderConfig mlp(SampleShape input, int latent) {
        return plain(input, latent, MlpBody.defaults(input, latent));
    }

    /** The plain convolutional autoencoder with the squared error. */
    public static AutoencoderConfig conv(SampleShape input, int latent) {
        return plain(input, latent, StemBody.defaults(input));
    }

    /** The plain autoencoder with the squared error. */
    public static AutoencoderConfig plain(SampleShape input, int latent, Body body) {
        return of(input, latent, body, new PlainConfig());
    }

    /**
     * An autoencoder with the squared error and linear outputs: what suits the range and the gaps of data is known to
     * {@code io.diabolo.task.SuitedConfig}.
     */
    public static AutoencoderConfig of(SampleShape input, int latent, Body body, BottleneckConfig bottleneck) {
        return of(input, latent, body, bottleneck, Distortion.MSE);
    }

    /** The same with another loss, which a body that is a list of layers has to suit. */
    public static AutoencoderConfig of(
            SampleShape input, int latent, Body body, BottleneckConfig bottleneck, Distortion loss) {
        return new AutoencoderConfig(
                input, latent, body, bottleneck, loss, OutputRange.LINEAR, false, new StandardObjective());
    }

    public AutoencoderConfig withBody(Body newBody) {
        return new AutoencoderConfig(input, latent, newBody, bottleneck, loss, output, maskInput, objective);
    }

    public AutoencoderConfig withBottleneck(BottleneckConfig newBottleneck) {
        return new AutoencoderConfig(input, latent, body, newBottleneck, loss, output, maskInput, objective);
    }

    public AutoencoderConfig withLoss(Distortion newLoss) {
        return new AutoencoderConfig(input, latent, body, bottleneck, newLoss, output, maskInput, objective);
    }

    public AutoencoderConfig withOutput(OutputRange newOutput) {
        return new AutoencoderConfig(input, latent, body, bottleneck, loss, newOutput, maskInput, objective);
    }

    public AutoencoderConfig withMaskInput(boolean newMaskInput) {
        return new AutoencoderConfig(input, latent, body, bottleneck, loss, output, newMaskInput, objective);
    }

    public AutoencoderConfig withObjective(Objective newObjective) {
        return new AutoencoderConfig(input, latent, body, bottleneck, loss, output, maskInput, newObjective);
    }

    @Override
    public String kind() {
        return body.kind() + " " + bottleneck.kind();
    }

    @Override
    public List<LayerRow> layers() {
        return rows(encoderInput(), decoderOutput(), latent, body, bottleneck);
    }

    @Override
    public boolean convolves() {
        return networkLayers().anyMatch(LayerConfig::convolves);
    }

    @Override
    public boolean mixesSamples() {
        return loss.mixesSamples()
                || bottleneck.mixesSamples()
                || networkLayers().anyMatch(LayerConfig::mixesSamples);
    }

    private Stream<LayerConfig> networkLayers() {
        return Stream.concat(body.encoder(encoderInput(), latent).stream(), body.decoder(decoderOutput()).stream());
    }

    @Override
    public Autoencoder build(long seed) {
        return build(seed, Initialization.LECUN);
    }

    /** The same with other initial weights. */
    public Autoencoder build(long seed, Initialization initialization) {
        ModelLimits.requireAffordable(this);
        return build(Parameters.create(seed, initialization));
    }

    @Override
    public Autoencoder build(Parameters parameters) {
        return new Autoencoder(this, parameters);
    }

    /** What the encoder takes: a sample, with a mask twice as many channels. */
    SampleShape encoderInput() {
        return encoderInput(input, maskInput);
    }

    private static SampleShape encoderInput(SampleShape input, boolean maskInput) {
        return withFirst(input, input.sizes().get(0) * (maskInput ? 2 : 1));
    }

    /** What the decoder gives: a sample, with as many channels as the loss needs. */
    public SampleShape decoderOutput() {
        return decoderOutput(input, loss);
    }

    private static SampleShape decoderOutput(SampleShape input, Distortion loss) {
        return withFirst(input, loss.outputs(input.sizes().get(0)));
    }

    private static SampleShape withFirst(SampleShape sample, int size) {
        List<Integer> sizes = new ArrayList<>(sample.sizes());
        sizes.set(0, size);
        return new SampleShape(sample.kind(), sizes);
    }

    /** The shape of the encoder's output for one sample, [F] or [C, *S]. */
    Shape features() {
        return LayerConfig.output(body.encoder(encoderInput(), latent), shape(encoderInput()));
    }

    @Override
    public List<String> conditions() {
        return bottleneck.conditions();
    }

    /** Where the bottleneck stands. */
    Place place() {
        return new Place(shape(encoderInput()), features(), latent);
    }

    /** The shape of one sample's latent: [D], or [D, *S] where the bottleneck keeps the features' space. */
    public Shape latentShape() {
        return bottleneck.latentShape(features(), latent);
    }

    /** How many numbers the code of a sample has: D, or D for each position of a latent with space. */
    public int codeSize() {
        return Math.toIntExact(latentShape().elements());
    }

    /** The bits of a sample's code, where there are finitely many codes; NaN where a code is numbers. */
    public double codeBits() {
        return bottleneck.codeBits(latentShape());
    }

    static Shape shape(SampleShape sample) {
        return Shape.of(sample.sizes().stream().mapToLong(size -> size).toArray());
    }

    private static List<LayerRow> rows(
            SampleShape eaten, SampleShape given, int latent, Body body, BottleneckConfig bottleneck) {
        ModelLimits.requireLayers(Stream.concat(body.encoder(eaten, latent).stream(), body.decoder(given).stream()));
        List<LayerRow> rows = new ArrayList<>();
        rows.add(LayerRow.end("input", shape(eaten)));
        Shape features = LayerRow.append(rows, "encoder", body.encoder(eaten, latent), shape(eaten));
        Shape between = bottleneck.latentShape(features, latent);
        Place place = new Place(shape(eaten), features, latent);
        rows.add(
                new LayerRow("bottleneck", "bottleneck", bottleneck.describe(), between, bottleneck.parameters(place)));
        Shape end;
        try {
            end = LayerRow.append(rows, "decoder", body.decoder(given), between);
        } catch (BadInputException e) {
            throw new BadInputException(
                    "the decoder begins with the latent %s of a %s bottleneck: %s"
                            .formatted(between, bottleneck.kind(), e.getMessage()),
                    e);
        }
        if (!end.equals(shape(given))) {
            throw new BadInputException("the decoder must end with %s, ends with %s".formatted(shape(given), end));
        }
        rows.add(LayerRow.end("output", end));
        return rows;
    }
}

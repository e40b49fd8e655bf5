package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully convolutional network that takes series or pictures of any size.
 *
 * @param input what it is trained on; the sizes behind the channels only matter to training
 * @param network from [C, *S] (with the mask 2C channels) to [C, *S] or a multiple of S
 * @param residual whether the layers' output is added to the input, which asks for equal shapes
 * @param loss the distortion
 * @param output where outputs lie
 * @param maskInput whether a mask of what is known stands behind the values
 */
@JsonTypeName("restorer")
public record RestorerConfig(
        SampleShape input,
        List<LayerConfig> network,
        boolean residual,
        Distortion loss,
        OutputRange output,
        boolean maskInput)
        implements ModelConfig {

    public RestorerConfig {
        network = List.copyOf(network);
        ModelLimits.requireLayers(network.stream());
        if (loss.outputs(input.channels()) != input.channels()) {
            throw new BadInputException("a restorer's output is a sample: the loss mixture is for autoencoders");
        }
        if (input.kind() == SampleShape.Kind.ROW) {
            throw new BadInputException("a restorer takes series or pictures, not rows " + input);
        }
        List<LayerRow> rows = rows(input, network, maskInput);
        Shape end = rows.get(rows.size() - 1).output();
        Shape start = shape(input, false);
        boolean scaled = end.rank() == start.rank() && end.size(0) == start.size(0);
        for (int axis = 1; scaled && axis < start.rank(); axis++) {
            scaled = end.size(axis) % start.size(axis) == 0
                    && end.size(axis) / start.size(axis) == end.size(1) / start.size(1);
        }
        if (!scaled || (residual && !end.equals(start))) {
            throw new BadInputException("a restorer of %s must end with that shape%s, ends with %s"
                    .formatted(start, residual ? "" : " or a multiple of its sizes", end));
        }
    }

    @Override
    public String kind() {
        return "restorer";
    }

    @Override
    public Objective objective() {
        return new StandardObjective();
    }

    @Override
    public List<LayerRow> layers() {
        return rows(input, network, maskInput);
    }

    @Override
    public boolean convolves() {
        return network.stream().anyMatch(LayerConfig::convolves);
    }

    @Override
    public boolean mixesSamples() {
        return loss.mixesSamples() || network.stream().anyMatch(LayerConfig::mixesSamples);
    }

    @Override
    public Restorer build(long seed) {
        return (Restorer) ModelConfig.super.build(seed);
    }

    @Override
    public Restorer build(Parameters parameters) {
        return new Restorer(this, parameters);
    }

    /** The shape of what the first layer takes. */
    Shape networkInput() {
        return shape(input, maskInput);
    }

    private static List<LayerRow> rows(SampleShape input, List<LayerConfig> layers, boolean maskInput) {
        List<LayerRow> rows = new ArrayList<>();
        Shape shape = shape(input, maskInput);
        rows.add(LayerRow.end("input", shape));
        rows.add(LayerRow.end("output", LayerRow.append(rows, "layers", layers, shape)));
        return rows;
    }

    private static Shape shape(SampleShape sample, boolean withMask) {
        long[] sizes = AutoencoderConfig.shape(sample).toArray();
        sizes[0] *= withMask ? 2 : 1;
        return Shape.of(sizes);
    }
}

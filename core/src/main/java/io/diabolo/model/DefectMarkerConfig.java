package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.corrupt.Example;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully convolutional network for pictures of any size that repairs what does not belong there, and marks it. Both are
 * learned from what a corruption paints over: the distortion is the squared error of the repair and the cross-entropy of the
 * marks.
 *
 * @param input what it is trained on; the sizes behind the channels only matter to training
 * @param network from [C, H, W] to [C + 1, H, W]
 * @source Zavrtanik et al. 2021 (DRAEM), with one network in place of two
 */
@JsonTypeName("defect_marker")
public record DefectMarkerConfig(SampleShape input, List<LayerConfig> network) implements ModelConfig {

    /** What a squared error weighs beside a nat: that of Gaussian errors of about a fifth of the range. */
    private static final double REPAIR_WEIGHT = 10;

    public DefectMarkerConfig {
        network = List.copyOf(network);
        ModelLimits.requireLayers(network.stream());
        if (!input.isPicture()) {
            throw new BadInputException("a defect marker takes pictures, not " + input);
        }
        Shape end = LayerConfig.output(network, AutoencoderConfig.shape(input));
        Shape wanted = Shape.of(input.channels() + 1, input.height(), input.width());
        if (!end.equals(wanted)) {
            throw new BadInputException(
                    "a defect marker of %s must end with %s, ends with %s".formatted(input, wanted, end));
        }
    }

    @Override
    public String kind() {
        return "defect marker";
    }

    @Override
    public Distortion loss() {
        return Distortion.MSE;
    }

    @Override
    public OutputRange output() {
        return OutputRange.LINEAR;
    }

    @Override
    public boolean maskInput() {
        return false;
    }

    @Override
    public Objective objective() {
        return new StandardObjective();
    }

    @Override
    public List<LayerRow> layers() {
        List<LayerRow> rows = new ArrayList<>();
        Shape start = AutoencoderConfig.shape(input);
        rows.add(LayerRow.end("input", start));
        rows.add(LayerRow.end("output", LayerRow.append(rows, "layers", network, start)));
        return rows;
    }

    @Override
    public boolean convolves() {
        return true;
    }

    @Override
    public boolean mixesSamples() {
        return network.stream().anyMatch(LayerConfig::mixesSamples);
    }

    @Override
    public DefectMarker build(Parameters parameters) {
        return new DefectMarker(this, parameters);
    }

    @Override
    public Tensor values(Tensor raw) {
        return ModelConfig.super.values(raw.narrow(1, 0, input.channels()));
    }

    /** @return [N], the error of the repair, and the cross-entropy of the marks in nats */
    @Override
    public Tensor distortion(Tensor raw, Example example) {
        Tensor repair = loss().perExample(raw.narrow(1, 0, input.channels()), example.target(), example.weight());
        Tensor marks = raw.narrow(1, input.channels(), 1);
        Tensor painted = example.known() == null
                ? Tensor.full(0, marks.shape().toArray())
                : example.known().narrow(1, 0, 1).neg().add(1);
        return repair.mul(REPAIR_WEIGHT).add(Distortion.BCE.perExample(marks, painted, null));
    }
}

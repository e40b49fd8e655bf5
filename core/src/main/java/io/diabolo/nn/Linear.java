package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/** @shape [F] to [G] */
@JsonTypeName("linear")
public record Linear(int features) implements LayerConfig {

    public Linear {
        LayerRules.requirePositive("linear: features", features);
    }

    @Override
    public Shape output(Shape input) {
        LayerRules.require(input.rank() == 1, this, "takes [F]; put a flatten before it", input);
        return Shape.of(features);
    }

    @Override
    public long parameters(Shape input) {
        return (input.elements() + 1) * features;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        LayerRules.requireAffordable(this, input);
        return layer(parameters, input.elements(), features);
    }

    /** A fully connected layer by itself, for example a bottleneck's projection. */
    public static Layer layer(Parameters parameters, long inputs, long outputs) {
        Parameters.Affine affine = parameters.affine(new Initialization.Fan(inputs, outputs), outputs, outputs, inputs);
        return (x, pass) -> x.linear(affine.weight(), affine.bias());
    }
}

package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/** An element-wise nonlinearity. */
@JsonTypeName("activation")
public record Activate(Activation function) implements LayerConfig {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return (x, pass) -> function.apply(x);
    }
}

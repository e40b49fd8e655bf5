package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/** @shape [C, L] or [C, H, W] to [F] */
@JsonTypeName("flatten")
public record Flatten() implements LayerConfig {

    @Override
    public Shape output(Shape input) {
        return Shape.of(input.elements());
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return (x, pass) -> x.flatten(); // [N, C, H, W] -> [N, F]
    }
}

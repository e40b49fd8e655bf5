package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/**
 * Each block of {@code factor} steps or {@code factor} x {@code factor} pixels becomes one position with as many times the
 * channels; nothing is lost.
 *
 * @shape [C, L] to [C r, L/r], [C, H, W] to [C r^2, H/r, W/r] for the factor r
 */
@JsonTypeName("space_to_depth")
public record SpaceToDepth(int factor) implements LayerConfig {

    public SpaceToDepth {
        LayerRules.requirePositive("space_to_depth: factor", factor);
    }

    @Override
    public Shape output(Shape input) {
        LayerRules.requireSpace(this, input);
        for (int i = 1; i < input.rank(); i++) {
            LayerRules.require(input.size(i) % factor == 0, this, "takes sizes that are multiples of " + factor, input);
        }
        return Space.map(input, input.size(0) * Space.kernelSize(input, factor), size -> size / factor);
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return (x, pass) -> x.spaceToDepth(factor);
    }
}

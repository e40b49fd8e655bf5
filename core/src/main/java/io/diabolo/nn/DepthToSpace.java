package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/**
 * Spreads channels over blocks of {@code factor} steps or {@code factor} x {@code factor} pixels: the inverse of
 * {@link SpaceToDepth}.
 *
 * @source Shi et al. 2016, there as pixel shuffle
 * @shape [C r, L] to [C, L r], [C r^2, H, W] to [C, H r, W r] for the factor r
 */
@JsonTypeName("depth_to_space")
public record DepthToSpace(int factor) implements LayerConfig {

    public DepthToSpace {
        LayerRules.requirePositive("depth_to_space: factor", factor);
    }

    @Override
    public Shape output(Shape input) {
        LayerRules.requireSpace(this, input);
        long block = Space.kernelSize(input, factor);
        LayerRules.require(input.size(0) % block == 0, this, "takes a multiple of " + block + " channels", input);
        return Space.map(input, input.size(0) / block, size -> size * factor);
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return (x, pass) -> x.depthToSpace(factor);
    }
}

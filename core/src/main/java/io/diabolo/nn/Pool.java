package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;

/**
 * Reduces each block of {@code size} steps or {@code size} x {@code size} pixels to its mean or its maximum; an incomplete
 * block at the edge counts.
 *
 * @shape [C, L] to [C, ceil], [C, H, W] to [C, ceil, ceil]
 */
@JsonTypeName("pool")
public record Pool(int size, boolean max) implements LayerConfig {

    public Pool {
        LayerRules.requirePositive("pool: size", size);
    }

    @Override
    public Shape output(Shape input) {
        LayerRules.requireSpace(this, input);
        return Space.map(input, input.size(0), length -> (length + size - 1) / size);
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return Space.onPictures(input, (x, pass) -> max ? x.maxPool2d(size) : x.avgPool2d(size));
    }
}

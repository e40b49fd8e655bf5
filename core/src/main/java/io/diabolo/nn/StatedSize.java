package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * The size that an enlarging layer ends with: height and width for pictures, length for series, or nothing, where a factor
 * decides.
 */
record StatedSize(
        @Nullable Integer height,
        @Nullable Integer width,
        @Nullable Integer length) {

    StatedSize {
        if ((height == null) != (width == null) || (height != null && length != null)) {
            throw new BadInputException("a size is height and width, or length, was height %s, width %s, length %s"
                    .formatted(height, width, length));
        }
        for (Integer size : new Integer[] {height, width, length}) {
            if (size != null && size < 1) {
                throw new BadInputException("height, width and length must be at least 1, was " + size);
            }
        }
    }

    boolean isAbsent() {
        return height == null && length == null;
    }

    /**
     * The output's shape.
     *
     * @param factor of each size of the input, where none is stated
     */
    Shape output(LayerConfig layer, Shape input, long channels, long factor) {
        LayerRules.requireSpace(layer, input);
        if (height != null && width != null) {
            LayerRules.require(input.rank() == 3, layer, "takes [C, H, W]", input);
            return Shape.of(channels, height, width);
        }
        if (length != null) {
            LayerRules.require(input.rank() == 2, layer, "takes [C, L]", input);
            return Shape.of(channels, length);
        }
        return Space.map(input, channels, size -> size * factor);
    }
}

package io.diabolo.nn;

import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;

/** What every layer checks, with messages of one form. */
final class LayerRules {

    /** The largest layer: 2^28 weights, a gibibyte. */
    private static final long MAX_PARAMETERS = 1L << 28;

    private LayerRules() {}

    static void require(boolean holds, LayerConfig layer, String rule, Shape input) {
        if (!holds) {
            throw new BadInputException("%s %s; its input is %s".formatted(layer.describe(), rule, input));
        }
    }

    static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new BadInputException("%s must be at least 1, was %d".formatted(what, value));
        }
    }

    /** A series [C, L] or a picture [C, H, W]. */
    static void requireSpace(LayerConfig layer, Shape input) {
        require(input.rank() == 2 || input.rank() == 3, layer, "takes [C, L] or [C, H, W]", input);
    }

    /** Refuses a layer before its memory is asked for. */
    static void requireAffordable(LayerConfig layer, Shape input) {
        long count = layer.parameters(input);
        if (count > MAX_PARAMETERS) {
            throw new BadInputException(
                    "%s on %s would have %,d parameters; the limit is %,d: use smaller pictures or widths"
                            .formatted(layer.describe(), input, count, MAX_PARAMETERS));
        }
    }
}

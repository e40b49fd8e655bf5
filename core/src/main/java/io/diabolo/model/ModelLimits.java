package io.diabolo.model;

import io.diabolo.error.BadInputException;
import io.diabolo.nn.LayerConfig;
import java.util.stream.Stream;

/** How large a model may be: descriptions come from outside. */
final class ModelLimits {

    private static final int MOST_LAYERS = 4_096;

    /** As many float32 numbers as the largest weights file holds, 8 GiB. */
    private static final long MOST_PARAMETERS = 1L << 31;

    private ModelLimits() {}

    static void requireLayers(Stream<LayerConfig> layers) {
        long count = layers.mapToLong(LayerConfig::count).sum();
        if (count > MOST_LAYERS) {
            throw new BadInputException(
                    "a model may have %,d layers, this one has %,d: use fewer".formatted(MOST_LAYERS, count));
        }
    }

    /** Asked before the memory is. */
    static void requireAffordable(ModelConfig config) {
        long count = config.parameters();
        if (count > MOST_PARAMETERS || count < 0) {
            throw new BadInputException(
                    "this %s would have %,d parameters; the limit is %,d: use a smaller latent, smaller widths or smaller pictures"
                            .formatted(config.kind(), count, MOST_PARAMETERS));
        }
    }
}

package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Locale;

/**
 * The description of a layer: validates itself, knows its shapes and its number of parameters without native code, is
 * JSON, and builds the layer. The table of layers is the annotation below; each names its own type id.
 *
 * <p>Layers of space work on series [C, L] and on pictures [C, H, W] alike: the input's rank says which, and a kernel or a
 * factor k means k steps or k x k pixels.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Flatten.class),
    @JsonSubTypes.Type(Unflatten.class),
    @JsonSubTypes.Type(Linear.class),
    @JsonSubTypes.Type(Conv.class),
    @JsonSubTypes.Type(TransposedConv.class),
    @JsonSubTypes.Type(Pool.class),
    @JsonSubTypes.Type(Upsample.class),
    @JsonSubTypes.Type(SpaceToDepth.class),
    @JsonSubTypes.Type(DepthToSpace.class),
    @JsonSubTypes.Type(Activate.class),
    @JsonSubTypes.Type(Normalize.class),
    @JsonSubTypes.Type(Dropout.class),
    @JsonSubTypes.Type(Sum.class)
})
public interface LayerConfig {

    /**
     * The shape of one example after the layer.
     *
     * @throws BadInputException if the layer does not fit
     */
    Shape output(Shape input);

    /** How many numbers it learns. */
    default long parameters(Shape input) {
        return 0;
    }

    /** How many layers it is, with those inside of it. */
    default int count() {
        return 1;
    }

    /** Whether a convolution, or the transpose of one, is in it. */
    default boolean convolves() {
        return false;
    }

    /** Whether, in training, what becomes of a sample depends on the others of its batch. */
    default boolean mixesSamples() {
        return false;
    }

    /** Layers that it applies side by side to its input; empty for a layer that has none within. */
    default List<List<LayerConfig>> branches() {
        return List.of();
    }

    /** The layer in a word or two with its settings, for tables. */
    default String describe() {
        return toString()
                .replaceAll("\\w+=null(, )?", "")
                .replace(", ]", "]")
                .replace("[]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Creates the layer; its parameters go into {@code parameters}. */
    Layer build(Parameters parameters, Shape input);

    /**
     * The shape of one example after layers that run one after the other.
     *
     * @throws BadInputException if one of them does not fit
     */
    static Shape output(List<LayerConfig> layers, Shape input) {
        Shape shape = input;
        for (LayerConfig layer : layers) {
            shape = layer.output(shape);
        }
        return shape;
    }
}

package io.diabolo.report;

import java.util.List;

/**
 * A network drawn layer by layer from left to right; the height of a layer is proportional to the logarithm of the number
 * of its values, so an autoencoder shows its waist.
 *
 * @param title stands above the drawing; not blank
 * @param layers in the order in which data runs through them; at least one
 */
public record NetworkDiagram(String title, List<Layer> layers) implements Block {

    public NetworkDiagram {
        Check.text(title, "a network's title");
        layers = List.copyOf(layers);
        Check.notEmpty(layers, "the layers of network " + title);
    }

    /** The part of the network that a layer belongs to. */
    public enum Group {
        INPUT,
        ENCODER,
        BOTTLENECK,
        DECODER,
        OUTPUT
    }

    /**
     * One layer.
     *
     * @param group the part it belongs to
     * @param name such as {@code encoder.2}; not blank
     * @param kind such as {@code Conv2d 3x3}; may be empty
     * @param shape of what leaves it, without the batch, such as {@code 32 x 14 x 14}; may be empty
     * @param elements the number of values that leave it, at least 1
     * @param parameters the number of its trained values, at least 0
     */
    public record Layer(Group group, String name, String kind, String shape, long elements, long parameters) {

        public Layer {
            Check.text(name, "a layer's name");
            if (elements < 1 || parameters < 0) {
                throw new IllegalArgumentException(
                        "layer %s must have elements above 0 and parameters of 0 or more, had %d and %d"
                                .formatted(name, elements, parameters));
            }
        }
    }
}

package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activation;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Normalization;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages of convolutions, each of which halves height and width; the decoder mirrors them and returns to exactly the
 * input's size, odd ones too.
 *
 * @param channels of each stage, from the input on
 * @param depth convolutions a stage, at least 1; the last one or the pooling behind it halves
 * @param kernel of all convolutions, odd
 */
@JsonTypeName("conv")
public record ConvBody(
        List<Integer> channels,
        int depth,
        int kernel,
        Down down,
        Up up,
        Activation activation,
        Normalization normalization)
        implements Body {

    /** How a stage halves. */
    public enum Down {
        @JsonProperty("stride")
        STRIDE,
        @JsonProperty("max_pool")
        MAX_POOL,
        @JsonProperty("avg_pool")
        AVG_POOL
    }

    /** How a stage of the decoder doubles. */
    public enum Up {
        @JsonProperty("transposed")
        TRANSPOSED,
        /** Repeats the nearest value and convolves: no checkerboard (Odena et al. 2016). */
        @JsonProperty("upsample")
        UPSAMPLE
    }

    public ConvBody {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new BadInputException("conv: channels must be a list of numbers of at least 1, was " + channels);
        }
        if (depth < 1 || depth > 16) {
            throw new BadInputException("conv: depth must be 1 to 16, was " + depth);
        }
        if (kernel < 1 || kernel % 2 == 0 || kernel > 31) {
            throw new BadInputException("conv: kernel must be odd, 1 to 31, was " + kernel);
        }
    }

    /** Stages of 32, 64, 128 ... channels until the smaller side is about 4 to 7 pixels; at least one, at most five. */
    public static ConvBody defaults(SampleShape input) {
        List<Integer> channels = new ArrayList<>();
        int side = Math.min(input.height(), input.width());
        do {
            channels.add(Math.min(128, 32 << channels.size()));
            side = (side + 1) / 2;
        } while (side > 7 && channels.size() < 5);
        return new ConvBody(channels, 1, 3, Down.STRIDE, Up.TRANSPOSED, Activation.GELU, Normalization.NONE);
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public List<LayerConfig> encoder(SampleShape input, int latent) {
        List<LayerConfig> layers = new ArrayList<>();
        for (int width : channels) {
            for (int i = 1; i < depth; i++) {
                convolution(layers, width, 1);
            }
            convolution(layers, width, down == Down.STRIDE ? 2 : 1);
            if (down != Down.STRIDE) {
                layers.add(new LayerConfig.Pool(2, down == Down.MAX_POOL));
            }
        }
        layers.add(new LayerConfig.Flatten());
        return layers;
    }

    @Override
    public List<LayerConfig> decoder(SampleShape input, int latent) {
        List<Shape> sizes = stageShapes(input);
        Shape smallest = sizes.get(sizes.size() - 1);
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new LayerConfig.Linear((int) smallest.elements()));
        layers.add(new LayerConfig.Activate(activation));
        layers.add(new LayerConfig.Unflatten((int) smallest.size(0), (int) smallest.size(1), (int) smallest.size(2)));
        for (int stage = channels.size() - 1; stage >= 0; stage--) {
            Shape target = sizes.get(stage);
            enlarge(layers, target);
            if (stage > 0) {
                decorate(layers);
                for (int i = 1; i < depth; i++) {
                    convolution(layers, (int) target.size(0), 1);
                }
            }
        }
        return layers;
    }

    /** The input's shape, then that after each stage. */
    private List<Shape> stageShapes(SampleShape input) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(Shape.of(input.channels(), input.height(), input.width()));
        for (int width : channels) {
            Shape before = shapes.get(shapes.size() - 1);
            shapes.add(Shape.of(width, (before.size(1) + 1) / 2, (before.size(2) + 1) / 2));
        }
        return shapes;
    }

    private void enlarge(List<LayerConfig> layers, Shape target) {
        int out = (int) target.size(0);
        int height = (int) target.size(1);
        int width = (int) target.size(2);
        if (up == Up.TRANSPOSED) {
            layers.add(new LayerConfig.TransposedConv(out, kernel, 2, height, width));
        } else {
            layers.add(new LayerConfig.Upsample(height, width));
            layers.add(new LayerConfig.Conv(out, kernel, 1));
        }
    }

    private void convolution(List<LayerConfig> layers, int width, int stride) {
        layers.add(new LayerConfig.Conv(width, kernel, stride));
        decorate(layers);
    }

    private void decorate(List<LayerConfig> layers) {
        if (normalization != Normalization.NONE) {
            layers.add(new LayerConfig.Normalize(normalization));
        }
        layers.add(new LayerConfig.Activate(activation));
    }
}

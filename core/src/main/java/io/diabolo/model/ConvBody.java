package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Normalize;
import io.diabolo.nn.Pool;
import io.diabolo.nn.Upsample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Stages of convolutions, each of which halves height and width, or the length of a series; the decoder mirrors them and returns to exactly the
 * input's size, odd ones too.
 *
 * @param channels of each stage, from the input on
 * @param depth convolutions a stage, at least 1; the last one or the pooling behind it halves
 * @param kernel of all convolutions, odd
 * @param linearPath whether a {@link LinearPath} goes around the networks; absent in JSON: it does not
 */
@JsonTypeName("conv")
public record ConvBody(
        List<Integer> channels,
        int depth,
        int kernel,
        Down down,
        Up up,
        Activation activation,
        Normalization normalization,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean linearPath)
        implements Body {

    /** The default stages of pictures and of series, at most. */
    private static final int PICTURE_STAGES = 5;

    private static final int SERIES_STAGES = 10;

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

    /** Without a linear path. */
    public ConvBody(
            List<Integer> channels,
            int depth,
            int kernel,
            Down down,
            Up up,
            Activation activation,
            Normalization normalization) {
        this(channels, depth, kernel, down, up, activation, normalization, false);
    }

    /**
     * Stages of 32, 64, 128, 128 ... channels until the smaller side, or the length, is 4 to 7; at least one stage, at most
     * five for pictures and ten for series.
     *
     * @throws BadInputException for rows, which have no neighbours
     */
    public static ConvBody defaults(SampleShape input) {
        Stages.requireSpace(input, 1);
        List<Integer> channels = new ArrayList<>();
        int most = input.kind() == SampleShape.Kind.SERIES ? SERIES_STAGES : PICTURE_STAGES;
        int side = Collections.min(input.spatial());
        do {
            channels.add(Math.min(128, 32 << channels.size()));
            side = (side + 1) / 2;
        } while (side > 7 && channels.size() < most);
        return new ConvBody(channels, 1, 3, Down.STRIDE, Up.TRANSPOSED, Activation.GELU, Normalization.NONE);
    }

    /** The same networks with a linear path around them. */
    public ConvBody withLinearPath() {
        return new ConvBody(channels, depth, kernel, down, up, activation, normalization, true);
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public void requireFit(SampleShape input) {
        Stages.requireSpace(input, 1);
    }

    @Override
    public List<LayerConfig> encoderNetwork() {
        List<LayerConfig> layers = new ArrayList<>();
        for (int width : channels) {
            for (int i = 1; i < depth; i++) {
                convolution(layers, width, 1);
            }
            convolution(layers, width, down == Down.STRIDE ? 2 : 1);
            if (down != Down.STRIDE) {
                layers.add(new Pool(2, down == Down.MAX_POOL));
            }
        }
        layers.add(new Flatten());
        return layers;
    }

    @Override
    public List<LayerConfig> decoderNetwork(SampleShape output) {
        List<SampleShape> shapes = stageShapes(output);
        List<LayerConfig> layers = new ArrayList<>();
        List<LayerConfig> toSmallest = LinearPath.toSample(shapes.get(shapes.size() - 1));
        layers.add(toSmallest.get(0));
        layers.add(new Activate(activation));
        layers.add(toSmallest.get(1));
        for (int stage = channels.size() - 1; stage >= 0; stage--) {
            SampleShape target = shapes.get(stage);
            enlarge(layers, target);
            if (stage > 0) {
                decorate(layers);
                for (int i = 1; i < depth; i++) {
                    convolution(layers, target.channels(), 1);
                }
            }
        }
        return layers;
    }

    /** The input's shape, then that after each stage. */
    private List<SampleShape> stageShapes(SampleShape input) {
        List<SampleShape> shapes = new ArrayList<>();
        shapes.add(input);
        for (int width : channels) {
            List<Integer> sizes = new ArrayList<>();
            sizes.add(width);
            shapes.get(shapes.size() - 1).spatial().forEach(size -> sizes.add(size / 2 + size % 2));
            shapes.add(new SampleShape(input.kind(), sizes));
        }
        return shapes;
    }

    private void enlarge(List<LayerConfig> layers, SampleShape target) {
        int out = target.channels();
        if (up == Up.TRANSPOSED) {
            layers.add(Stages.enlargement(kernel, 2, AutoencoderConfig.shape(target)));
        } else {
            layers.add(
                    target.kind() == SampleShape.Kind.SERIES
                            ? Upsample.toLength(target.spatial().get(0))
                            : new Upsample(target.height(), target.width()));
            layers.add(new Conv(out, kernel, 1));
        }
    }

    private void convolution(List<LayerConfig> layers, int width, int stride) {
        layers.add(new Conv(width, kernel, stride));
        decorate(layers);
    }

    private void decorate(List<LayerConfig> layers) {
        if (normalization != Normalization.NONE) {
            layers.add(new Normalize(normalization));
        }
        layers.add(new Activate(activation));
    }
}

package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Convolutions that spend little on the full resolution: a first one of 8 x 8 pixels (or 8 steps) at every fourth, then ones
 * of 3 x 3 that halve, then a hidden layer before the bottleneck; the decoder mirrors them.
 *
 * <pre>{@code
 * x [C, H, W] -> conv 8/4 -> conv 3/2 ... -> flatten -> linear -> features [hidden]
 * z -> linear [hidden] -> linear -> transposed conv 3/2 ... -> transposed conv 8/4 -> xHat [C, H, W]
 * }</pre>
 *
 * @param channels of the first convolution and of each that halves
 * @param hidden units on each side of the bottleneck
 * @param linearPath whether a {@link LinearPath} goes around the networks; absent in JSON: it does not
 */
@JsonTypeName("stem")
public record StemBody(
        List<Integer> channels,
        int hidden,
        Activation activation,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean linearPath)
        implements Body {

    private static final int STEM_KERNEL = 8;
    private static final int STEM_STRIDE = 4;
    private static final int FIRST_CHANNELS = 32;
    private static final int MOST_CHANNELS = 128;
    private static final int SMALLEST_SIDE = 8;
    private static final int SMALLEST_INPUT = 2;
    private static final int HIDDEN = 256;

    public StemBody {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new BadInputException("stem: channels must be a list of numbers of at least 1, was " + channels);
        }
        if (hidden < 1) {
            throw new BadInputException("stem: hidden must be at least 1, was " + hidden);
        }
    }

    /**
     * Stages of 32, 64, 128, 128 ... channels until the smaller side, or the length, is at most 8; 256 hidden units; a linear path.
     *
     * @throws BadInputException for rows, which have no neighbours
     */
    public static StemBody defaults(SampleShape input) {
        Stages.requireSpace(input, SMALLEST_INPUT);
        List<Integer> channels = new ArrayList<>();
        int side = Collections.min(input.spatial());
        do {
            channels.add(Math.min(MOST_CHANNELS, FIRST_CHANNELS << Math.min(8, channels.size())));
            side = channels.size() == 1 ? side / STEM_STRIDE : (side + 1) / 2;
        } while (side > SMALLEST_SIDE);
        return new StemBody(channels, HIDDEN, Activation.SILU, true);
    }

    @Override
    public String kind() {
        return "conv";
    }

    @Override
    public void requireFit(SampleShape input) {
        Stages.requireSpace(input, SMALLEST_INPUT);
    }

    @Override
    public List<LayerConfig> encoderNetwork() {
        List<LayerConfig> layers = new ArrayList<>();
        for (int stage = 0; stage < channels.size(); stage++) {
            layers.add(convolution(stage));
            layers.add(new Activate(activation));
        }
        layers.add(new Flatten());
        layers.add(new Linear(hidden));
        layers.add(new Activate(activation));
        return layers;
    }

    @Override
    public List<LayerConfig> decoderNetwork(SampleShape output) {
        List<Shape> shapes = stageShapes(output);
        Shape smallest = shapes.get(shapes.size() - 1);
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new Linear(hidden));
        layers.add(new Activate(activation));
        layers.add(new Linear(Math.toIntExact(smallest.elements())));
        layers.add(new Activate(activation));
        layers.add(Stages.unflatten(smallest));
        for (int stage = channels.size() - 1; stage >= 0; stage--) {
            layers.add(Stages.enlargement(kernel(stage), stride(stage), shapes.get(stage)));
            if (stage > 0) {
                layers.add(new Activate(activation));
            }
        }
        return layers;
    }

    private Conv convolution(int stage) {
        return new Conv(channels.get(stage), kernel(stage), stride(stage));
    }

    private static int kernel(int stage) {
        return stage == 0 ? STEM_KERNEL : 3;
    }

    private static int stride(int stage) {
        return stage == 0 ? STEM_STRIDE : 2;
    }

    /** The input's shape, then that after each stage. */
    private List<Shape> stageShapes(SampleShape input) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(AutoencoderConfig.shape(input));
        for (int stage = 0; stage < channels.size(); stage++) {
            shapes.add(convolution(stage).output(shapes.get(stage)));
        }
        return shapes;
    }
}

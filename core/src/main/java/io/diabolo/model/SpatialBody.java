package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions that halve and residual blocks, whose features keep their space: for bottlenecks that do so too.
 *
 * <pre>{@code
 * x [C, H, W] -> conv 4/2 ... -> residual blocks -> features [channels, H', W']
 * latent [D, H', W'] -> conv 3 -> residual blocks -> transposed conv 4/2 ... -> xHat [C, H, W]
 * block: h + conv 1 (act (conv 3 (act (h))))
 * }</pre>
 *
 * @param channels of each stage that halves, from the input on
 * @param blocks residual ones on each side of the bottleneck; 0 or more
 * @source van den Oord et al. 2017, section 4.1
 */
@JsonTypeName("spatial")
public record SpatialBody(List<Integer> channels, int blocks, Activation activation) implements Body {

    private static final int KERNEL = 4;
    private static final int SMALLEST_INPUT = 4;
    private static final int MOST_BLOCKS = 100;

    public SpatialBody {
        channels = List.copyOf(channels);
        if (channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new BadInputException("spatial: channels must be a list of numbers of at least 1, was " + channels);
        }
        if (blocks < 0 || blocks > MOST_BLOCKS) {
            throw new BadInputException("spatial: blocks must be from 0 to %d, were %d".formatted(MOST_BLOCKS, blocks));
        }
    }

    /**
     * Two stages, of 32 and 64 channels, so that a position of the features stands for 4 x 4 pixels (or 4 steps), and two
     * blocks.
     *
     * @throws BadInputException for rows, which have no neighbours
     */
    public static SpatialBody defaults(SampleShape input) {
        SpatialBody body = new SpatialBody(List.of(32, 64), 2, Activation.SILU);
        body.requireFit(input);
        return body;
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
        for (int width : channels) {
            layers.add(halving(width));
            layers.add(new Activate(activation));
        }
        addBlocks(layers);
        return layers;
    }

    @Override
    public List<LayerConfig> decoderNetwork(SampleShape output) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(AutoencoderConfig.shape(output));
        for (int width : channels) {
            shapes.add(halving(width).output(shapes.get(shapes.size() - 1)));
        }
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new Conv(channels.get(channels.size() - 1), 3, 1));
        addBlocks(layers);
        for (int stage = channels.size() - 1; stage >= 0; stage--) {
            layers.add(Stages.enlargement(KERNEL, 2, shapes.get(stage)));
            if (stage > 0) {
                layers.add(new Activate(activation));
            }
        }
        return layers;
    }

    private static Conv halving(int width) {
        return new Conv(width, KERNEL, 2);
    }

    private void addBlocks(List<LayerConfig> layers) {
        int width = channels.get(channels.size() - 1);
        List<LayerConfig> change = List.of(
                new Activate(activation), new Conv(width, 3, 1), new Activate(activation), new Conv(width, 1, 1));
        for (int block = 0; block < blocks; block++) {
            layers.add(new Sum(List.of(List.of(), change)));
        }
        if (blocks > 0) {
            layers.add(new Activate(activation));
        }
    }
}

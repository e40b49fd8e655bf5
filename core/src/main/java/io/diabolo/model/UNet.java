package io.diabolo.model;

import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Sum;
import io.diabolo.nn.TransposedConv;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that look at series or pictures at several scales: convolutions at the input's own scale, and inside of them the same
 * at half the scale, and so on.
 *
 * <pre>{@code
 * x [C, *S] -> conv -> + -------------------------------------> + -> conv -> [channels, *S]
 *                      |                                        |
 *                      +-> half the scale, more channels -> ... twice the scale
 * }</pre>
 *
 * @param channels at the input's own scale
 * @param most channels at the smaller scales, each of which has one and a half times those of the one above up to so many
 * @param depth how many times the scale is halved; sizes are multiples of 2^depth
 * @param kernel of the convolutions, odd
 * @source Ronneberger et al. 2015 (U-Net), with sums instead of concatenations
 */
public record UNet(int channels, int most, int depth, int kernel) {

    private static final int LARGEST_DEPTH = 10;

    public UNet {
        if (channels < 1 || most < channels || depth < 1 || depth > LARGEST_DEPTH || kernel < 1 || kernel % 2 == 0) {
            throw new BadInputException(
                    "a U-Net needs channels, at least as many at smaller scales, a depth of 1 to %d and an odd kernel, was %d, %d, %d, %d"
                            .formatted(LARGEST_DEPTH, channels, most, depth, kernel));
        }
    }

    /** What sizes must be multiples of. */
    public int multiple() {
        return 1 << depth;
    }

    /** From any number of channels to {@link #channels}. */
    public List<LayerConfig> layers() {
        return scale(0, channels);
    }

    private List<LayerConfig> scale(int halvings, int width) {
        List<LayerConfig> layers = new ArrayList<>(List.of(new Conv(width, kernel, 1), new Activate(Activation.RELU)));
        if (halvings < depth) {
            int inner = Math.min(most, width * 3 / 2);
            List<LayerConfig> below = new ArrayList<>(List.of(new Conv(inner, 4, 2), new Activate(Activation.RELU)));
            below.addAll(scale(halvings + 1, inner));
            below.add(new TransposedConv(width, 4, 2));
            layers.add(new Sum(List.of(List.of(), below)));
        }
        layers.add(new Conv(width, kernel, 1));
        layers.add(new Activate(Activation.RELU));
        return layers;
    }
}

package io.diabolo.task;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.OutputRange;
import io.diabolo.model.RestorerConfig;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Sum;
import io.diabolo.nn.TransposedConv;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that cleans windows of a signal at several time scales: convolutions at the signal's own rate, and inside of them
 * the same at half the rate, and so on. It says what is noise, which is taken away from its input.
 *
 * <pre>{@code
 * x [C, L] -> conv -> + ----------------------------------> + -> conv -> (+ x) -> xHat [C, L]
 *                     |                                     |
 *                     +-> half the rate, more channels -> ... twice the rate
 * }</pre>
 *
 * @param channels at the signal's own rate
 * @param most channels at the lower rates, each of which has one and a half times those of the one above up to so many
 * @param depth how many times the rate is halved; windows are multiples of 2^depth
 * @param kernel of the convolutions, odd
 * @source Ronneberger et al. 2015 (U-Net), with sums instead of concatenations; Zhang et al. 2017 (residual learning of noise)
 */
public record SignalNetwork(int channels, int most, int depth, int kernel) {

    private static final int LARGEST_DEPTH = 10;

    public SignalNetwork {
        if (channels < 1 || most < channels || depth < 1 || depth > LARGEST_DEPTH || kernel < 1 || kernel % 2 == 0) {
            throw new BadInputException(
                    "a signal's network needs channels, at least as many at lower rates, a depth of 1 to %d and an odd kernel, was %d, %d, %d, %d"
                            .formatted(LARGEST_DEPTH, channels, most, depth, kernel));
        }
    }

    /** What suits two processors and a few minutes. */
    public static SignalNetwork usual() {
        return new SignalNetwork(16, 96, 6, 7);
    }

    /** What a window's length must be a multiple of. */
    public int multiple() {
        return 1 << depth;
    }

    /**
     * The network for windows.
     *
     * @param window [C, L], L a multiple of {@link #multiple()}
     * @throws BadInputException if it is not
     */
    public RestorerConfig config(SampleShape window) {
        int length = window.spatial().get(0);
        if (length % multiple() != 0) {
            throw new BadInputException("a window must have a multiple of %d rows, has %d: use %d"
                    .formatted(multiple(), length, Math.max(1, Math.round((float) length / multiple())) * multiple()));
        }
        List<LayerConfig> layers = new ArrayList<>(level(0, channels));
        layers.add(new Conv(window.channels(), kernel, 1));
        return new RestorerConfig(window, layers, true, Distortion.MSE, OutputRange.LINEAR, false);
    }

    /** From any number of channels to {@code width}. */
    private List<LayerConfig> level(int halvings, int width) {
        List<LayerConfig> layers = new ArrayList<>(List.of(new Conv(width, kernel, 1), new Activate(Activation.RELU)));
        if (halvings < depth) {
            int inner = Math.min(most, width * 3 / 2);
            List<LayerConfig> below = new ArrayList<>(List.of(new Conv(inner, 4, 2), new Activate(Activation.RELU)));
            below.addAll(level(halvings + 1, inner));
            below.add(new TransposedConv(width, 4, 2));
            layers.add(new Sum(List.of(List.of(), below)));
        }
        layers.add(new Conv(width, kernel, 1));
        layers.add(new Activate(Activation.RELU));
        return layers;
    }
}

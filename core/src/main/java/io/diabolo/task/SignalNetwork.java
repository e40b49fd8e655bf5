package io.diabolo.task;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.OutputRange;
import io.diabolo.model.RestorerConfig;
import io.diabolo.model.UNet;
import io.diabolo.nn.Conv;
import io.diabolo.nn.LayerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that cleans windows of a signal at several time scales. It says what is noise, which is taken away from its input.
 *
 * @param scales the layers but for the last one
 * @source Zhang et al. 2017 (residual learning of noise)
 */
public record SignalNetwork(UNet scales) {

    /** What suits two processors and a few minutes. */
    public static SignalNetwork usual() {
        return new SignalNetwork(new UNet(16, 96, 6, 7));
    }

    /** What a window's length must be a multiple of. */
    public int multiple() {
        return scales.multiple();
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
        List<LayerConfig> layers = new ArrayList<>(scales.layers());
        layers.add(new Conv(window.channels(), scales.kernel(), 1));
        return new RestorerConfig(window, layers, true, Distortion.MSE, OutputRange.LINEAR, false);
    }
}

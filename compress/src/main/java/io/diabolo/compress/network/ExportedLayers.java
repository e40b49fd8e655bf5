package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The layers of a codec by the names that their weights have in an exported file. */
final class ExportedLayers {

    /** Pixels, -0.5 to 0.5, have a deviation of about a quarter. */
    private static final double PIXEL_SCALE = 4;

    /** What the synthesis branch mends is a few hundredths, from a few hundred inputs. */
    private static final double MENDING_SCALE = 0.02;

    private final Parameters parameters;
    private final Map<String, ExportedLayer> all = new LinkedHashMap<>();
    private final Tensor pixelScale;
    private final Tensor mendingScale;

    ExportedLayers(Parameters parameters) {
        this.parameters = parameters;
        int stem = 3 * AnalysisTransform.STEM * AnalysisTransform.STEM;
        pixelScale = parameters.buffer("scales.pixel", PIXEL_SCALE, stem);
        mendingScale = parameters.buffer("scales.mending", MENDING_SCALE, stem);
    }

    /** Builds a layer whose parameters' names begin with its own. */
    <T extends ExportedLayer> T add(String name, Function<Parameters, T> build) {
        T layer = build.apply(parameters.in(name));
        all.put(name, layer);
        return layer;
    }

    /** Fixed scales of channels, 1 until they are assigned. */
    Tensor scale(String name, int channels) {
        return parameters.buffer(name, 1, channels);
    }

    /** [48], of space to depth. */
    Tensor pixelScale() {
        return pixelScale;
    }

    /** [48], before depth to space. */
    Tensor mendingScale() {
        return mendingScale;
    }

    Map<String, ExportedLayer> all() {
        return Collections.unmodifiableMap(all);
    }
}

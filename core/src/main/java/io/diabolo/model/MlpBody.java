package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Dropout;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Normalization;
import io.diabolo.nn.Normalize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Fully connected layers that narrow towards the bottleneck, mirrored behind it.
 *
 * @param widths of the encoder's hidden layers, from the input on; the decoder has them in reverse
 * @param dropout probability after each hidden layer, 0 for none
 * @param linearPath whether a {@link LinearPath} goes around the networks; absent in JSON: it does not
 */
@JsonTypeName("mlp")
public record MlpBody(
        List<Integer> widths,
        Activation activation,
        Normalization normalization,
        double dropout,

        @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean linearPath)
        implements Body {

    private static final long UNITS_PER_VALUE = 8;
    private static final int DEEP_BELOW = 16;

    public MlpBody {
        widths = List.copyOf(widths);
        if (widths.stream().anyMatch(width -> width < 1)) {
            throw new BadInputException("mlp: widths must be at least 1, were " + widths);
        }
        new Dropout(dropout); // refuses what is out of range, where 0 adds no such layer
    }

    /** Without a linear path. */
    public MlpBody(List<Integer> widths, Activation activation, Normalization normalization, double dropout) {
        this(widths, activation, normalization, dropout, false);
    }

    /**
     * Hidden layers with SiLU. Pictures of 256 values and more get 512 units, and 256 behind them for latents under 16, which
     * need more depth. Others get eight units a value, 32 to 256, then half of them. A {@link LinearPath} goes around all.
     */
    public static MlpBody defaults(SampleShape input, int latent) {
        if (input.kind() == SampleShape.Kind.PICTURE && input.elements() >= 256) {
            return withWidths(latent < DEEP_BELOW ? List.of(512, 256) : List.of(512));
        }
        int wide = (int) Math.max(32, Math.min(256, UNITS_PER_VALUE * input.elements()));
        return withWidths(List.of(wide, Math.max(wide / 2, Math.min(latent, wide))));
    }

    private static MlpBody withWidths(List<Integer> widths) {
        return new MlpBody(widths, Activation.SILU, Normalization.NONE, 0, true);
    }

    /** The same networks with a linear path around them. */
    public MlpBody withLinearPath() {
        return new MlpBody(widths, activation, normalization, dropout, true);
    }

    @Override
    public String kind() {
        return "mlp";
    }

    @Override
    public List<LayerConfig> encoderNetwork() {
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new Flatten());
        widths.forEach(width -> hidden(layers, width));
        return layers;
    }

    @Override
    public List<LayerConfig> decoderNetwork(SampleShape output) {
        List<Integer> reversed = new ArrayList<>(widths);
        Collections.reverse(reversed);
        List<LayerConfig> layers = new ArrayList<>();
        reversed.forEach(width -> hidden(layers, width));
        layers.addAll(LinearPath.toSample(output));
        return layers;
    }

    private void hidden(List<LayerConfig> layers, int width) {
        layers.add(new Linear(width));
        if (normalization != Normalization.NONE) {
            layers.add(new Normalize(normalization));
        }
        layers.add(new Activate(activation));
        if (dropout > 0) {
            layers.add(new Dropout(dropout));
        }
    }
}

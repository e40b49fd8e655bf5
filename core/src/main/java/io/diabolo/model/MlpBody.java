package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Activation;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Normalization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Fully connected layers that narrow towards the bottleneck, mirrored behind it.
 *
 * @param widths of the encoder's hidden layers, from the input on; the decoder has them in reverse
 * @param dropout probability after each hidden layer, 0 for none
 */
@JsonTypeName("mlp")
public record MlpBody(List<Integer> widths, Activation activation, Normalization normalization, double dropout)
        implements Body {

    public MlpBody {
        widths = List.copyOf(widths);
        if (widths.stream().anyMatch(width -> width < 1)) {
            throw new BadInputException("mlp: widths must be at least 1, were " + widths);
        }
        new LayerConfig.Dropout(dropout); // refuses what is out of range, where 0 adds no such layer
    }

    /** 512 and 256 units with GELU, which suits small pictures. */
    public static MlpBody defaults() {
        return new MlpBody(List.of(512, 256), Activation.GELU, Normalization.NONE, 0);
    }

    public static MlpBody defaults(SampleShape input, int latent) {
        return defaults();
    }

    @Override
    public String kind() {
        return "mlp";
    }

    @Override
    public List<LayerConfig> encoder(SampleShape input, int latent) {
        List<LayerConfig> layers = new ArrayList<>();
        layers.add(new LayerConfig.Flatten());
        widths.forEach(width -> hidden(layers, width));
        return layers;
    }

    @Override
    public List<LayerConfig> decoder(SampleShape input, int latent) {
        List<Integer> reversed = new ArrayList<>(widths);
        Collections.reverse(reversed);
        List<LayerConfig> layers = new ArrayList<>();
        reversed.forEach(width -> hidden(layers, width));
        layers.add(new LayerConfig.Linear(input.elements()));
        layers.add(new LayerConfig.Unflatten(input.channels(), input.height(), input.width()));
        return layers;
    }

    private void hidden(List<LayerConfig> layers, int width) {
        layers.add(new LayerConfig.Linear(width));
        if (normalization != Normalization.NONE) {
            layers.add(new LayerConfig.Normalize(normalization));
        }
        layers.add(new LayerConfig.Activate(activation));
        if (dropout > 0) {
            layers.add(new LayerConfig.Dropout(dropout));
        }
    }
}

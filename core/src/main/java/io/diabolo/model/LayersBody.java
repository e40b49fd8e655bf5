package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.SampleShape;
import io.diabolo.nn.LayerConfig;
import java.util.List;

/**
 * Encoder and decoder written out layer by layer: an architecture of one's own.
 *
 * @param encoderLayers from a sample to features [F]
 * @param decoderLayers from the latent [D] to a sample
 */
@JsonTypeName("layers")
public record LayersBody(
        @JsonProperty("encoder") List<LayerConfig> encoderLayers,
        @JsonProperty("decoder") List<LayerConfig> decoderLayers)
        implements Body {

    public LayersBody {
        encoderLayers = List.copyOf(encoderLayers);
        decoderLayers = List.copyOf(decoderLayers);
    }

    @Override
    public String kind() {
        return "layers";
    }

    @Override
    public List<LayerConfig> encoderNetwork() {
        return encoderLayers;
    }

    @Override
    public List<LayerConfig> decoderNetwork(SampleShape output) {
        return decoderLayers;
    }
}

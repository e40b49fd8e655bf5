package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.data.SampleShape;
import io.diabolo.nn.LayerConfig;
import java.util.List;
import java.util.Optional;

/**
 * The networks on both sides of the bottleneck, as lists of layers. The encoder ends with features [F]; the decoder
 * begins with the latent [D] and ends with a sample [F], [C, L] or [C, H, W]. The table of type
 * ids is the {@code permits} clause.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Body permits MlpBody, StemBody, ConvBody, LayersBody {

    /** How the body is called in reports: {@code mlp}, {@code conv}, {@code layers}. */
    @JsonIgnore
    String kind();

    /**
     * From a sample to features [F].
     *
     * @param latent what the bottleneck will make of them: D
     */
    List<LayerConfig> encoder(SampleShape input, int latent);

    /** From the latent [D] to a sample. */
    List<LayerConfig> decoder(SampleShape input, int latent);

    /** Where the parameters of a linear path around both networks are, if the body has one. */
    default Optional<LinearPath> pathAround(SampleShape input, int latent) {
        return Optional.empty();
    }
}

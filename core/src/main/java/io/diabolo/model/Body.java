package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.data.SampleShape;
import io.diabolo.nn.LayerConfig;
import java.util.List;
import java.util.Optional;

/**
 * The networks on both sides of the bottleneck, as lists of layers. The encoder ends with features [F] or [C, *S]; the decoder
 * begins with the latent [D], or [D, *S] of a bottleneck that keeps the features' space, and ends with a sample [F], [C, L] or
 * [C, H, W]. The table of type ids is the {@code permits} clause.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Body permits MlpBody, StemBody, ConvBody, SpatialBody, LayersBody {

    /** How the body is called in reports: {@code mlp}, {@code conv}, {@code layers}. */
    @JsonIgnore
    String kind();

    /** Whether a {@link LinearPath} goes around the networks. */
    default boolean linearPath() {
        return false;
    }

    /** @throws io.diabolo.error.BadInputException for samples that the networks cannot take */
    default void requireFit(SampleShape input) {}

    /** The network from a sample to features, without the linear path. */
    List<LayerConfig> encoderNetwork();

    /** The network from the latent to a sample, without the linear path. */
    List<LayerConfig> decoderNetwork(SampleShape output);

    /**
     * From a sample to features.
     *
     * @param latent what the bottleneck will make of them: D
     */
    default List<LayerConfig> encoder(SampleShape input, int latent) {
        requireFit(input);
        return linearPath() ? LinearPath.encoder(encoderNetwork(), latent) : encoderNetwork();
    }

    /** From the latent to a sample. */
    default List<LayerConfig> decoder(SampleShape output) {
        requireFit(output);
        return linearPath() ? LinearPath.decoder(decoderNetwork(output), output) : decoderNetwork(output);
    }

    /** Where the parameters of the linear path are, if there is one. */
    default Optional<LinearPath> pathAround(SampleShape output) {
        return linearPath()
                ? Optional.of(LinearPath.beside(encoderNetwork(), decoderNetwork(output)))
                : Optional.empty();
    }
}

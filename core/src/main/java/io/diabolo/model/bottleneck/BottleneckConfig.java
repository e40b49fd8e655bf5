package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.nn.Parameters;

/** The kind of an autoencoder: what happens between encoder and decoder. The table of ids is the
 * {@code permits} clause. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface BottleneckConfig permits PlainConfig, VariationalConfig {

    /** How the kind is called in reports: {@code plain}, {@code variational}. */
    @JsonIgnore
    String kind();

    /** How many numbers it learns. */
    long parameters(long features, int latent);

    /**
     * Whether a latent as large as the input still has to learn something, because a penalty limits it.
     */
    @JsonIgnore
    boolean penalised();

    /** Whether, in training, what becomes of a sample depends on the others of its batch. */
    @JsonIgnore
    default boolean mixesSamples() {
        return false;
    }

    /** Whether a code has a posterior and a prior. */
    @JsonIgnore
    default boolean hasPosterior() {
        return false;
    }

    /**
     * Builds it.
     *
     * @param features F, the size of the encoder's output
     * @param latent D
     */
    Bottleneck build(Parameters parameters, long features, int latent);
}

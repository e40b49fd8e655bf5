package io.diabolo.model.bottleneck;

import io.diabolo.model.bottleneck.Bottleneck;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.nn.Parameters;

/** The kind of an autoencoder: what happens between encoder and decoder. The table of type ids is the annotation below. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(PlainConfig.class), @JsonSubTypes.Type(VariationalConfig.class)})
public interface BottleneckConfig {

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

    /**
     * Builds it.
     *
     * @param features F, the size of the encoder's output
     * @param latent D
     */
    Bottleneck build(Parameters parameters, long features, int latent);
}

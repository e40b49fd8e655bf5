package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.engine.Shape;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Parameters;
import java.util.List;

/** The kind of an autoencoder: what happens between encoder and decoder. The table of ids is the
 * {@code permits} clause. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface BottleneckConfig
        permits PlainConfig,
                SparseConfig,
                VariationalConfig,
                QuantizedConfig,
                WassersteinConfig,
                AdversarialConfig,
                ConditionalConfig {

    /** How the kind is called in reports: {@code plain}, {@code variational}, {@code quantized} and so on. */
    @JsonIgnore
    String kind();

    /** The kind with its settings, for tables of layers. */
    default String describe() {
        return kind();
    }

    /**
     * The shape of one sample's latent.
     *
     * @param features that of the encoder's output, [F] or [C, *S]
     * @param latent D
     * @return [D], or [D, *S] of a bottleneck that keeps the features' space
     * @throws io.diabolo.error.BadInputException if they do not fit
     */
    default Shape latentShape(Shape features, int latent) {
        return Shape.of(latent);
    }

    /** How many numbers it learns. */
    long parameters(Place place);

    /**
     * Whether a latent as large as the input still has to learn something, because a penalty limits it.
     */
    @JsonIgnore
    boolean penalised();

    /**
     * The bits of a sample's code, where there are finitely many codes; NaN where a code is numbers.
     *
     * @param latentShape that of {@link #latentShape}
     */
    default double codeBits(Shape latentShape) {
        return Double.NaN;
    }

    /**
     * How many numbers of a sample's code can differ from 0.
     *
     * @param latent D
     */
    default int activeNumbers(int latent) {
        return latent;
    }

    /** Whether, in training, what becomes of a sample depends on the others of its batch. */
    @JsonIgnore
    default boolean mixesSamples() {
        return false;
    }

    /** Whether features that have space keep it: then a body that has some suits it best. */
    @JsonIgnore
    default boolean keepsSpace() {
        return false;
    }

    /** Whether a code has a posterior and a prior. */
    @JsonIgnore
    default boolean hasPosterior() {
        return false;
    }

    /** The labels that a sample's decoding is told; empty of a kind that asks for none. */
    @JsonIgnore
    default List<String> conditions() {
        return List.of();
    }

    /** Where codes come from before a sample is seen, for a reader; {@code none} of a kind that cannot sample. */
    @JsonIgnore
    default String priorInWords() {
        return "none";
    }

    /** Whether that is the standard normal distribution. */
    @JsonIgnore
    default boolean hasStandardPrior() {
        return false;
    }

    /**
     * Builds it.
     *
     * @param encoder what stands before it, for priors that are posteriors of samples
     */
    Bottleneck build(Parameters parameters, Place place, Layer encoder);
}

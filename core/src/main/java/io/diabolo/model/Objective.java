package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.corrupt.Example;
import io.diabolo.nn.Pass;

/** What a training minimises; saved with the model. The table of ids is the {@code permits} clause. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Objective permits StandardObjective, ImportanceWeighted, Contractive {

    /**
     * The loss of one batch.
     *
     * @param step counted from 0
     */
    LossTerms loss(Reconstructor model, Example example, Pass pass, long step);

    /** How often a sample is decoded in a step: what that costs beside the size of the networks. */
    @JsonIgnore
    default int decodings() {
        return 1;
    }

    /** Whether a sample must have one code, which is not drawn. */
    @JsonIgnore
    default boolean needsFixedCode() {
        return false;
    }

    /** Whether it needs the bottleneck's posterior and prior. */
    @JsonIgnore
    default boolean needsPosterior() {
        return false;
    }
}

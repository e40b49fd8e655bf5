package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What keeps activations in a stable range. */
public enum Normalization {
    @JsonProperty("none")
    NONE,
    /** Over the batch: Ioffe and Szegedy 2015. */
    @JsonProperty("batch")
    BATCH,
    /** Over each example: layer normalisation for features [F] (Ba et al. 2016), groups of channels for [C, H, W]. */
    @JsonProperty("layer")
    LAYER
}

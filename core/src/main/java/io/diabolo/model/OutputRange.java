package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a model's outputs lie. */
public enum OutputRange {
    /** Anywhere: the last layer's values. */
    @JsonProperty("linear")
    LINEAR,
    /** In [0, 1]: a sigmoid of the last layer's values. */
    @JsonProperty("unit")
    UNIT
}

package io.diabolo.detect;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of a sample a score looks at. */
public enum Part {
    /** How badly the sample is reconstructed. */
    @JsonProperty("reconstruction")
    RECONSTRUCTION,
    /** How far its code is from those of normal samples. */
    @JsonProperty("latent")
    LATENT,
    /** What a network marks that was trained to find what was painted over. */
    @JsonProperty("marks")
    MARKS
}

package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a training is. */
enum JobState {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    /** The model is there. */
    @JsonProperty("done")
    DONE,
    /** Somebody stopped it; it can be continued if it had begun. */
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("failed")
    FAILED;

    boolean isOver() {
        return this != QUEUED && this != RUNNING;
    }
}

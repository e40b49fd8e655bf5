package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job of the queue, or a training of a study, is. */
enum JobState {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    /** What it makes is there. */
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

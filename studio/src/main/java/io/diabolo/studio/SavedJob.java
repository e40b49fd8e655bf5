package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.jobs.Wish;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is written down, so that the queue is there again after a kill.
 *
 * @param id its name in URLs
 * @param name of the folder that it fills
 * @param data what it reads; null where what somebody else began is continued
 * @param wish what is made; null as well
 * @param state where it is
 * @param created milliseconds since 1970
 * @param error why it failed; null else
 */
record SavedJob(
        String id,
        String name,
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        @JsonSetter(nulls = Nulls.SET) @Nullable Wish wish,
        JobState state,
        long created,
        @JsonSetter(nulls = Nulls.SET) @Nullable String error) {

    SavedJob with(JobState newState, @Nullable String newError) {
        return new SavedJob(id, name, data, wish, newState, created, newError);
    }
}

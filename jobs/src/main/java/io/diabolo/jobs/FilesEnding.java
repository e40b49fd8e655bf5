package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How a job ended that goes through files, and goes on after one that fails.
 *
 * @param files how many there were
 * @param done how many have their result
 * @param failures of the others, but for those that were not tried
 * @param stopped whether it was stopped before all were tried
 */
public record FilesEnding(int files, int done, List<Failure> failures, boolean stopped) {

    public FilesEnding {
        failures = List.copyOf(failures);
    }

    /** How many were not tried: the job was stopped, or could not write. */
    public int untried() {
        return files - done - failures.size();
    }

    /**
     * A file without a result.
     *
     * @param file its path
     * @param message one line: what, where, the rule, what to do
     * @param cause an exception of {@code io.diabolo.error}, or that memory ran out
     */
    public record Failure(
            String file, String message, @JsonIgnore Throwable cause) {}
}

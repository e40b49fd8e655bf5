package io.diabolo.study;

import java.util.List;

/**
 * Sees a study go by. Calls come one after the other, though from several threads: a listener needs no locks, and should be
 * quick, since runs wait for it.
 */
public interface StudyListener {

    /** What a study does once the runs are done. */
    enum Phase {
        REFERENCES,
        LIMITS,
        PICTURES
    }

    /**
     * Before the first run.
     *
     * @param all the runs of the grid
     * @param done those that an earlier session has finished
     */
    default void started(List<RunResult.Key> all, List<RunResult> done) {}

    /**
     * A run begins, or continues from its checkpoint.
     *
     * @param step to begin with
     * @param totalSteps the last one if nothing stops it early
     */
    default void runStarted(RunResult.Key run, long step, long totalSteps) {}

    /** After each step of a run. */
    default void stepped(RunResult.Key run, long step) {}

    /** A run has a result, or has failed; it is on the disk. */
    default void runFinished(RunResult result) {}

    /** All runs are done, and this begins. */
    default void phase(Phase phase) {}
}

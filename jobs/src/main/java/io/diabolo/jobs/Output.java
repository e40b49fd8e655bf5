package io.diabolo.jobs;

import java.nio.file.Path;

/**
 * The folder that a training fills.
 *
 * @param folder its path
 * @param existing what becomes of what it holds
 * @param tensorboard whether event files of TensorBoard are written too
 */
public record Output(String folder, Existing existing, boolean tensorboard) {

    /** What becomes of what a folder holds. */
    public enum Existing {
        /** A model or an unfinished training is an error. */
        REFUSE,
        /** The unfinished training is continued; none is an error. */
        RESUME,
        /** It is replaced. */
        REPLACE
    }

    /** A new folder. */
    public static Output to(Path folder) {
        return new Output(folder.toString(), Existing.REFUSE, false);
    }

    public Output with(Existing newExisting) {
        return new Output(folder, newExisting, tensorboard);
    }

    Path path() {
        return Path.of(folder);
    }
}

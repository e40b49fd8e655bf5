package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

    /**
     * What a training writes must not be data of the next one.
     *
     * @param data its folder; null where there is none
     * @throws BadInputException where both are one folder
     */
    void requireApartFrom(@Nullable String data) {
        if (data != null && normal(data).equals(normal(folder))) {
            throw new BadInputException(
                    "%s is both --data and --out: choose a folder of its own for what is written".formatted(folder));
        }
    }

    private static Path normal(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    Path path() {
        return Path.of(folder);
    }
}

package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Says which file it was: a codec sees bytes and pixels, and no paths. */
final class FileErrors {

    private FileErrors() {}

    static <T> T naming(Path file, Supplier<T> action) {
        try {
            return action.get();
        } catch (BadInputException e) {
            throw new BadInputException(line(file, e), e);
        } catch (CorruptFileException e) {
            throw new CorruptFileException(line(file, e), e);
        } catch (UnsupportedFormatException e) {
            throw new UnsupportedFormatException(line(file, e), e);
        }
    }

    private static String line(Path file, Exception e) {
        return "%s: %s".formatted(file, DiaboloException.continued(String.valueOf(e.getMessage())));
    }
}

package io.diabolo.studio;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.jobs.JavaHeap;
import org.jspecify.annotations.Nullable;

/** What went wrong as an HTTP status and one line. */
final class Failures {

    private Failures() {}

    /**
     * A failure as the other side sees it.
     *
     * @param status of HTTP
     * @param message one line
     */
    record Failure(int status, String message) {}

    static Failure of(Throwable e) {
        if (e instanceof RequestException refused) {
            return new Failure(refused.status(), line(refused.getMessage()));
        }
        if (e instanceof BadInputException) {
            return new Failure(RequestException.BAD_REQUEST, line(e.getMessage()));
        }
        if (e instanceof CorruptFileException || e instanceof UnsupportedFormatException) {
            return new Failure(RequestException.UNPROCESSABLE, line(e.getMessage()));
        }
        if (e instanceof DiaboloException) {
            return new Failure(RequestException.FAILED, line(e.getMessage()));
        }
        if (e instanceof OutOfMemoryError) {
            return new Failure(
                    RequestException.BUSY,
                    "this needs more memory than the %,d MB that Java may use here: take less at once, or start with DIABOLO_JAVA_OPTS=-Xmx%dg"
                            .formatted(JavaHeap.mebibytes(), JavaHeap.moreGibibytes()));
        }
        return new Failure(RequestException.FAILED, line("unexpected failure: " + e));
    }

    private static String line(@Nullable String message) {
        return DiaboloException.inOneLine(String.valueOf(message));
    }
}

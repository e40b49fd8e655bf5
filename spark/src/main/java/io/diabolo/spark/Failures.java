package io.diabolo.spark;

import io.diabolo.engine.EngineException;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.OutputException;
import java.util.Objects;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** What Spark throws, as this library's exceptions: one line each. */
final class Failures {

    private static final int DEPTH = 20;

    private Failures() {}

    /** What is wrong is what the deepest cause that speaks to a user says; executors hand theirs to the driver. */
    static RuntimeException of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof DiaboloException || cause instanceof EngineException) {
                return (RuntimeException) cause;
            }
            if (cause instanceof AnalysisException) {
                return new BadInputException(line(cause), failure);
            }
            String condition = cause instanceof SparkThrowable known ? known.getCondition() : null;
            if (condition != null && condition.startsWith("FAILED_READ_FILE")) {
                return new CorruptFileException(line(cause), failure);
            }
            cause = cause.getCause();
        }
        return new OutputException("Spark failed: " + line(failure), failure);
    }

    /** The first line of the first cause. */
    static String line(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEPTH; depth++) {
            cause = cause.getCause();
        }
        String text = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return text.lines().findFirst().orElse(text);
    }
}

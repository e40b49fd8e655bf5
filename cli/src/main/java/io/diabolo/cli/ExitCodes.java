package io.diabolo.cli;

import io.diabolo.engine.EngineException;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.NodeLostException;
import io.diabolo.error.OutputException;
import io.diabolo.error.TrainingStoppedException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.file.InvalidPathException;

/** What the process says to a script about how it ended. */
final class ExitCodes {

    static final int OK = 0;
    static final int BUG = 1;
    static final int USAGE = 2;
    static final int BAD_INPUT = 3;
    static final int BAD_FILE = 4;
    static final int OUTPUT = 5;
    static final int STOPPED = 6;
    static final int ENGINE = 7;
    static final int NODE_LOST = 8;
    static final int INTERRUPTED = 130;

    /** That of the JVM for SIGTERM. */
    static final int TERMINATED = 143;

    private ExitCodes() {}

    /** The lines of {@code ./diabolo --help}. */
    static String[] help() {
        return new String[] {
            OK + ":done",
            BUG + ":unexpected failure (a bug: please report it with the output of --debug)",
            USAGE + ":unknown or wrong option or command",
            BAD_INPUT + ":bad input: a value, a path or data that break a rule",
            BAD_FILE + ":a file is damaged, or of a kind or version that is not read",
            OUTPUT + ":output cannot be written",
            STOPPED + ":a guard stopped the training (not a number, divergence)",
            ENGINE + ":the engine failed (no natives, no such device, out of memory)",
            NODE_LOST + ":another machine of the training did not come, ended or was silent too long",
            INTERRUPTED + ":interrupted (Ctrl-C)",
            TERMINATED + ":terminated (SIGTERM), with the same care"
        };
    }

    static int of(Throwable failure) {
        if (failure instanceof DiaboloException known) {
            return of(known);
        }
        // A name that the locale's encoding cannot say, wherever in a folder it was met.
        if (failure instanceof InvalidPathException) {
            return BAD_INPUT;
        }
        return failure instanceof EngineException || failure instanceof OutOfMemoryError ? ENGINE : BUG;
    }

    private static int of(DiaboloException failure) {
        // Java 17 has no switch over a sealed type yet.
        if (failure instanceof BadInputException) {
            return BAD_INPUT;
        }
        if (failure instanceof CorruptFileException || failure instanceof UnsupportedFormatException) {
            return BAD_FILE;
        }
        if (failure instanceof OutputException) {
            return OUTPUT;
        }
        if (failure instanceof NodeLostException) {
            return NODE_LOST;
        }
        return failure instanceof TrainingStoppedException ? STOPPED : BUG;
    }
}

package io.diabolo.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of the world around it.
 *
 * @param out takes the answer
 * @param err takes remarks, progress and errors
 * @param columns the width of the terminal behind {@code err}; 0 where there is none
 * @param console asks the user; null where nobody can answer
 * @param stop asks a training to stop, beside Ctrl-C
 */
record Session(
        PrintWriter out,
        PrintWriter err,
        int columns,
        @Nullable Console console,
        BooleanSupplier stop) {

    /** Set by the launcher, which can ask whether stderr is a terminal; Java cannot. */
    private static final String COLUMNS = "diabolo.columns";

    private static final int USUAL_COLUMNS = 80;

    /** The session of this process. */
    @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console=java.base, which keeps null
    static Session ofProcess(PrintWriter out, PrintWriter err) {
        Console console = System.console();
        int columns = Integer.getInteger(COLUMNS, console == null ? 0 : USUAL_COLUMNS);
        return new Session(out, err, columns, console, () -> false);
    }

    /** A session without a terminal. */
    static Session of(PrintWriter out, PrintWriter err) {
        return new Session(out, err, 0, null, () -> false);
    }

    /** Asks a question that Enter answers with yes. */
    boolean agrees(String question) {
        if (console == null) {
            return false;
        }
        String answer = console.readLine("%s [Y/n] ", question);
        return answer != null
                && !answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("n");
    }
}

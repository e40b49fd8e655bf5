package io.diabolo.error;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure with one line for the user: what is wrong, where, and what to do. Messages quote files, whose numbers and names may
 * be of any length and hold any character: {@link #inOneLine}.
 */
public abstract sealed class DiaboloException extends RuntimeException
        permits BadInputException,
                CorruptFileException,
                UnsupportedFormatException,
                OutputException,
                TrainingStoppedException,
                NodeLostException {

    private static final long serialVersionUID = 1L;

    /** Characters of the longest message. */
    public static final int MAX_MESSAGE = 2_000;

    private static final String GAP = " [...] ";

    /** Line ends, and what moves a terminal's cursor or colours its text. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    /** With these words messages begin that are sentences. */
    private static final Set<String> FIRST_WORDS = Set.of("A", "An", "At", "It", "No", "The");

    DiaboloException(String message, @Nullable Throwable cause) {
        super(inOneLine(message), cause);
    }

    /**
     * A message as it goes on behind a colon: a sentence begins with a small letter. What else begins with a capital is a name that
     * the user gave, of a file mostly, and stays as it is.
     */
    public static String continued(String message) {
        int end = message.indexOf(' ');
        return end > 0 && FIRST_WORDS.contains(message.substring(0, end))
                ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
                : message;
    }

    /** The text with a space for each run of control characters; of a long text the middle is left out, its end says what to do. */
    public static String inOneLine(String text) {
        String line = CONTROLS.matcher(text).replaceAll(" ");
        int kept = (MAX_MESSAGE - GAP.length()) / 2;
        return line.length() <= MAX_MESSAGE
                ? line
                : line.substring(0, kept) + GAP + line.substring(line.length() - kept);
    }
}

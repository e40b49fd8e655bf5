package io.diabolo.error;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure with one line for the user: what is wrong, where, and what to do. Messages quote files, whose numbers and names may
 * be of any length: of a long one the middle is left out.
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

    /** With these words messages begin that are sentences. */
    private static final Set<String> FIRST_WORDS = Set.of("A", "An", "At", "It", "No", "The");

    DiaboloException(String message, @Nullable Throwable cause) {
        super(shortened(message), cause);
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

    /** The text, or its start and its end, which says what to do. */
    public static String shortened(String text) {
        int kept = (MAX_MESSAGE - GAP.length()) / 2;
        return text.length() <= MAX_MESSAGE
                ? text
                : text.substring(0, kept) + GAP + text.substring(text.length() - kept);
    }
}

package io.diabolo.error;

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
                TrainingStoppedException {

    private static final long serialVersionUID = 1L;

    /** Characters of the longest message. */
    public static final int MAX_MESSAGE = 2_000;

    private static final String GAP = " [...] ";

    DiaboloException(String message, @Nullable Throwable cause) {
        super(shortened(message), cause);
    }

    /** The text, or its start and its end, which says what to do. */
    public static String shortened(String text) {
        int kept = (MAX_MESSAGE - GAP.length()) / 2;
        return text.length() <= MAX_MESSAGE
                ? text
                : text.substring(0, kept) + GAP + text.substring(text.length() - kept);
    }
}

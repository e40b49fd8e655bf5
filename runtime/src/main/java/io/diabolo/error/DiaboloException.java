package io.diabolo.error;

import org.jspecify.annotations.Nullable;

/** A failure with one line for the user: what is wrong, where, and what to do. */
public abstract sealed class DiaboloException extends RuntimeException
        permits BadInputException,
                CorruptFileException,
                UnsupportedFormatException,
                OutputException,
                TrainingStoppedException {

    private static final long serialVersionUID = 1L;

    DiaboloException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

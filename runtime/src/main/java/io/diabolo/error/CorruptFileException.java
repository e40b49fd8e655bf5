package io.diabolo.error;

/** A file that is truncated, damaged or contradicts its own header. */
public final class CorruptFileException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public CorruptFileException(String message) {
        super(message, null);
    }

    public CorruptFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.diabolo.error;

/** A result that could not be written: no permission, no space, a name that is taken. */
public final class OutputException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public OutputException(String message) {
        super(message, null);
    }

    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}

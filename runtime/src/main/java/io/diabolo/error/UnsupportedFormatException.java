package io.diabolo.error;

/** A file that is intact, of a kind or a format version that this release does not read. */
public final class UnsupportedFormatException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public UnsupportedFormatException(String message) {
        super(message, null);
    }

    public UnsupportedFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.diabolo.error;

/** A value, an option or data that break a rule; the message names the value, the rule and the place. */
public final class BadInputException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message, null);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}

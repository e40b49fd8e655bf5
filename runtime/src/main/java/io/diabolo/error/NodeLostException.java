package io.diabolo.error;

/** Another machine of a training ended, or was not to be heard of any more. The last checkpoint is kept. */
public final class NodeLostException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public NodeLostException(String message) {
        super(message, null);
    }

    public NodeLostException(String message, Throwable cause) {
        super(message, cause);
    }
}

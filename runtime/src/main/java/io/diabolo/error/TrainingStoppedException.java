package io.diabolo.error;

/** A training that cannot go on: the loss is not finite, or it diverged. The last checkpoint is kept. */
public final class TrainingStoppedException extends DiaboloException {

    private static final long serialVersionUID = 1L;

    public TrainingStoppedException(String message) {
        super(message, null);
    }

    public TrainingStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.diabolo.engine;

/** A mistake in the use of tensors (shape, life-time, device) or a failure of libtorch, in one line. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What libtorch threw: its text is a page of stack frames, of which only the first line speaks to a reader. */
    static EngineException of(RuntimeException nativeFailure) {
        String text = String.valueOf(nativeFailure.getMessage());
        return new EngineException("libtorch: " + text.lines().findFirst().orElse(text), nativeFailure);
    }
}

package io.diabolo.studio;

/** A request that is refused, with its HTTP status and one line for whoever sent it. */
final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int TIMEOUT = 408;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int UNPROCESSABLE = 422;
    static final int TOO_MANY = 429;
    static final int FAILED = 500;
    static final int BUSY = 503;

    private final int status;

    RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static RequestException notFound(String message) {
        return new RequestException(NOT_FOUND, message);
    }

    static RequestException bad(String message) {
        return new RequestException(BAD_REQUEST, message);
    }
}

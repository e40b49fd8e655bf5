package io.diabolo.table;

import java.io.UncheckedIOException;

/** Keeps what a handler of rows could not write apart from what of their file cannot be read. */
final class HandlerFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final UncheckedIOException failure;

    HandlerFailure(UncheckedIOException failure) {
        super(failure);
        this.failure = failure;
    }

    UncheckedIOException failure() {
        return failure;
    }
}

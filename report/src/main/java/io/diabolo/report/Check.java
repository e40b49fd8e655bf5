package io.diabolo.report;

import java.util.Collection;

/** The rules that several records share: each throws {@link IllegalArgumentException} with what, value and rule. */
final class Check {

    private Check() {}

    static void text(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }

    static void notEmpty(Collection<?> items, String what) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
    }

    static void finite(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "%s must be finite, was %s at index %d".formatted(what, values[i], i));
            }
        }
    }

    /** For what is drawn on a logarithmic axis. */
    static void positive(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] <= 0) {
                throw new IllegalArgumentException(
                        "%s must be above 0 on a logarithmic axis, was %s at index %d".formatted(what, values[i], i));
            }
        }
    }

    static void length(int actual, int expected, String what) {
        if (actual != expected) {
            throw new IllegalArgumentException("%s must hold %d values, held %d".formatted(what, expected, actual));
        }
    }
}

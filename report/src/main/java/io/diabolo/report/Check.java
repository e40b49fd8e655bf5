package io.diabolo.report;

import java.util.Collection;

/** The rules that several records share: each throws {@link IllegalArgumentException} with what, value and rule. */
final class Check {

    private static final double MAX_DRAWN = 1e100;
    private static final double MIN_ON_LOG = 1e-100;

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

    /** Finite, and so far from the ends of a double that nothing computed for an axis overflows. */
    static boolean drawable(double value) {
        return Math.abs(value) <= MAX_DRAWN;
    }

    static void drawable(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!drawable(values[i])) {
                throw new IllegalArgumentException(
                        "%s must be within +-%s, was %s at index %d".formatted(what, MAX_DRAWN, values[i], i));
            }
        }
    }

    /** For what is drawn on a logarithmic axis. */
    static void positive(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < MIN_ON_LOG) {
                throw new IllegalArgumentException(
                        "%s must be above 0 on a logarithmic axis and at least %s, was %s at index %d"
                                .formatted(what, MIN_ON_LOG, values[i], i));
            }
        }
    }

    static void length(int actual, int expected, String what) {
        if (actual != expected) {
            throw new IllegalArgumentException("%s must hold %d values, held %d".formatted(what, expected, actual));
        }
    }
}

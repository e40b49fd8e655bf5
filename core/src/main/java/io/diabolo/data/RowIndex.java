package io.diabolo.data;

import java.util.function.IntFunction;

/** What is known of a dataset's rows besides their samples: whose they are, their labels, where each came from. */
record RowIndex(String name, Labels labels, IntFunction<String> itemNames) {

    /** Items named {@code name#row}, without labels. */
    static RowIndex numbered(String name, Labels labels) {
        return new RowIndex(name, labels, row -> name + "#" + row);
    }
}

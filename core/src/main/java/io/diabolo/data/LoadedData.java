package io.diabolo.data;

import java.util.List;

/**
 * Data dealt out for training; no row is in two of the parts.
 *
 * @param notes remarks for the user, one line each: what was skipped, how the rows were split
 */
public record LoadedData(Dataset train, Dataset validation, Dataset test, List<String> notes) {

    public LoadedData {
        notes = List.copyOf(notes);
    }
}

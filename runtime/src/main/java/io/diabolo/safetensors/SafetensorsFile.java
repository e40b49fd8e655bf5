package io.diabolo.safetensors;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a safetensors file holds.
 *
 * @param metadata free text by key
 * @param tensors in the order of the file
 */
public record SafetensorsFile(SortedMap<String, String> metadata, List<NamedTensor> tensors) {

    public SafetensorsFile {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tensors = List.copyOf(tensors);
    }
}

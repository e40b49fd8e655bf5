package io.diabolo.fuzz;

import io.diabolo.safetensors.Safetensors;

/** A file of weights. */
public final class SafetensorsTarget {

    private SafetensorsTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        Reading.isDoneOrRefused(() -> Safetensors.read("weights", content, Safetensors.Limits.STANDARD));
    }
}

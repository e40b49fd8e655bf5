package io.diabolo.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A {@code config.json} of format 1 in the words of today: what was the only choice then is said now. Shapes, preprocessing
 * and training plans read both forms by themselves.
 */
public final class FirstFormat {

    private FirstFormat() {}

    /** The same tree where it is of today's format. */
    static JsonNode upgrade(JsonNode config) {
        if (config.path("format").asInt() == 1 && config.path("architecture") instanceof ObjectNode architecture) {
            upgradeArchitecture(architecture);
        }
        return config;
    }

    /** An architecture as format 1 has it: an autoencoder with linear outputs and the standard objective. */
    public static void upgradeArchitecture(ObjectNode architecture) {
        architecture.put("output", "linear");
        architecture.put("mask_input", false);
        architecture.putObject("objective").put("type", "standard");
    }
}

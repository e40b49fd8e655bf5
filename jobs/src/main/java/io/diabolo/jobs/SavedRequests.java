package io.diabolo.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.store.FirstFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Requests that an older release wrote: what it did not know yet takes the value that it had then. */
final class SavedRequests {

    private SavedRequests() {}

    /**
     * Reads a file, if there is one of this kind.
     *
     * @param field that this kind alone has
     */
    static <T> Optional<T> find(Path file, String field, Class<T> type) {
        return Files.isRegularFile(file) && Json.read(file, JsonNode.class).has(field)
                ? Optional.of(read(file, type))
                : Optional.empty();
    }

    /** @throws BadInputException in one line, if the file cannot be read as {@code type} */
    static <T> T read(Path file, Class<T> type) {
        JsonNode tree = Json.read(file, JsonNode.class);
        if (tree.path("architecture") instanceof ObjectNode architecture
                && architecture.has("bottleneck")
                && !architecture.has("objective")) {
            FirstFormat.upgradeArchitecture(architecture);
        }
        if (tree.path("reading") instanceof ObjectNode reading) {
            fill(reading, Json.tree(DataReading.defaults()));
        }
        if (tree instanceof ObjectNode codec && codec.has("crop") && !codec.has("group_by")) {
            codec.putNull("group_by");
        }
        if (tree instanceof ObjectNode detector && detector.has("normal") && !detector.has("roi")) {
            detector.putNull("roi");
        }
        try {
            return Json.convert(tree, type);
        } catch (BadInputException e) {
            throw new BadInputException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void fill(ObjectNode target, JsonNode defaults) {
        defaults.properties().forEach(field -> {
            if (!target.has(field.getKey())) {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}

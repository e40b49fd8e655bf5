package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.nn.SavedTensors;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A saved model: a folder with {@code config.json} and {@code model.safetensors}.
 *
 * <p>Saving is safe against a kill at any moment. The new weights are written beside the old ones, then
 * {@code config.json} with their SHA-256 replaces the old one in one step, then the weights take their name. A reader who
 * finds the old weights beside a new {@code config.json} takes the new ones from where they still lie.
 */
public final class ModelFolder {

    /** The format that this release writes; it reads all up to it. */
    public static final int FORMAT = 2;

    /** The ids of the families. */
    private static final Set<String> TYPES = Set.of("autoencoder", "restorer");

    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.safetensors";
    private static final String NEW_WEIGHTS = "model.safetensors.new";

    private ModelFolder() {}

    /** Whether a folder holds a model. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    /** Saves a model, replacing one that the folder holds. Other files in it stay. */
    public static void save(Path folder, Reconstructor model, Preprocessing preprocessing, Provenance provenance) {
        Path fresh = folder.resolve(NEW_WEIGHTS);
        settle(folder, fresh);
        Safetensors.write(
                fresh, SavedTensors.of(model.parameters()), new TreeMap<>(Map.of("format", "diabolo-" + FORMAT)));
        Config config =
                new Config(FORMAT, type(model), Safetensors.sha256(fresh), model.config(), preprocessing, provenance);
        AtomicFiles.writeString(folder.resolve(CONFIG), Json.text(config) + "\n");
        rename(fresh, folder.resolve(WEIGHTS));
    }

    private static String type(Reconstructor model) {
        return model instanceof Autoencoder ? "autoencoder" : "restorer";
    }

    /** Where a kill came before the weights took their name, they do it now: writing over them would lose them. */
    private static void settle(Path folder, Path fresh) {
        if (Files.isRegularFile(fresh) && exists(folder)) {
            try {
                if (weights(folder, config(folder)).equals(fresh)) {
                    rename(fresh, folder.resolve(WEIGHTS));
                }
            } catch (CorruptFileException | UnsupportedFormatException e) {
                return; // The folder holds no model that could be lost.
            }
        }
    }

    private static void rename(Path fresh, Path weights) {
        try {
            Files.move(fresh, weights, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(weights, e), e);
        }
    }

    /**
     * Reads all but the weights.
     *
     * @throws BadInputException if the folder holds no model
     * @throws CorruptFileException if {@code config.json} is damaged
     * @throws UnsupportedFormatException if it is of a newer format or an unknown type
     */
    public static ModelDescription describe(Path folder) {
        Config config = config(folder);
        return new ModelDescription(config.architecture(), config.preprocessing(), config.provenance());
    }

    /**
     * Reads a model onto a device. The caller closes it.
     *
     * @throws CorruptFileException if weights are missing, damaged, or do not fit the architecture; all mismatches are
     *     named at once
     */
    public static Reconstructor load(Path folder, Device device) {
        Config config = config(folder);
        Path weights = weights(folder, config);
        Map<String, NamedTensor> saved = new HashMap<>();
        Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors().forEach(t -> saved.put(t.name(), t));
        try (TensorScope scope = TensorScope.open("load", device)) {
            Reconstructor model = config.architecture().build(0);
            try {
                SavedTensors.fill(weights, model.parameters().all(), saved);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private static Config config(Path folder) {
        Path file = folder.resolve(CONFIG);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("%s is no model folder: it has no %s; train one with ./diabolo train --out %s"
                    .formatted(folder, CONFIG, folder));
        }
        try {
            JsonNode tree = Json.read(file, JsonNode.class);
            int format = tree.path("format").asInt(0);
            if (format > FORMAT) {
                throw new UnsupportedFormatException(
                        "%s has format %d, this release reads up to %d: use a newer Diabolo"
                                .formatted(file, format, FORMAT));
            }
            if (format < 1) {
                throw new CorruptFileException("damaged model: %s has no format number of 1 or more".formatted(file));
            }
            String type = tree.path("type").asText("");
            if (!TYPES.contains(type)) {
                throw new UnsupportedFormatException("%s has the type '%s'; this release knows %s"
                        .formatted(file, type, String.join(", ", new TreeSet<>(TYPES))));
            }
            return Json.convert(FirstFormat.upgrade(tree), Config.class);
        } catch (BadInputException e) {
            throw new CorruptFileException("damaged model: " + e.getMessage(), e);
        }
    }

    private static Path weights(Path folder, Config config) {
        for (String name : List.of(WEIGHTS, NEW_WEIGHTS)) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file) && Safetensors.sha256(file).equals(config.weightsSha256())) {
                return file;
            }
        }
        Path file = folder.resolve(WEIGHTS);
        throw new CorruptFileException(
                Files.exists(file)
                        ? file
                                + " is damaged: its SHA-256 is not the one in config.json; take it from a backup or train again"
                        : file + " is missing; take it from a backup or train again");
    }

    /** The content of {@code config.json}. */
    private record Config(
            int format,
            String type,
            @JsonProperty("weights_sha256") String weightsSha256,
            ModelConfig architecture,
            Preprocessing preprocessing,
            Provenance provenance) {}
}

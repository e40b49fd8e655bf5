package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.ModelConfig;
import io.diabolo.model.Reconstructor;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.SavedTensors;
import io.diabolo.nn.SavedValues;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A saved model: a folder with {@code config.json} and {@code model.safetensors}.
 *
 * <p>Saving is safe against a kill at any moment, as {@link WeightsFolder} says.
 */
public final class ModelFolder {

    /** The format that this release writes; it reads all up to it. */
    public static final int FORMAT = 2;

    /** The ids of the families. */
    private static final Set<String> TYPES = Set.of("autoencoder", "restorer");

    private static final String WEIGHTS = "model.safetensors";
    private static final WeightsFolder.Kind KIND = new WeightsFolder.Kind(TYPES, FORMAT, "model");

    private ModelFolder() {}

    /** Whether a folder holds a model. */
    public static boolean exists(Path folder) {
        return files(folder).exists();
    }

    /** Saves a model, replacing one that the folder holds. Other files in it stay. */
    public static void save(Path folder, Reconstructor model, Preprocessing preprocessing, Provenance provenance) {
        files(folder)
                .save(
                        Map.of(
                                WEIGHTS,
                                file -> Safetensors.write(
                                        file,
                                        SavedTensors.of(model.parameters()),
                                        new TreeMap<>(Map.of("format", "diabolo-" + FORMAT)))),
                        hashes -> new Config(
                                FORMAT,
                                type(model),
                                String.valueOf(hashes.get(WEIGHTS)),
                                model.config(),
                                preprocessing,
                                provenance));
    }

    private static WeightsFolder files(Path folder) {
        return new WeightsFolder(folder, KIND);
    }

    private static String type(Reconstructor model) {
        return model instanceof Autoencoder ? "autoencoder" : "restorer";
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

    /** The SHA-256 of a saved model's weights, in hex; fails as {@link #describe} does. */
    public static String weightsSha256(Path folder) {
        return config(folder).weightsSha256();
    }

    /**
     * Reads a model onto a device. The caller closes it.
     *
     * @throws CorruptFileException if weights are missing, damaged, not finite, or do not fit the architecture; all
     *     mismatches are named at once, before memory is taken for what the file does not hold
     */
    public static Reconstructor load(Path folder, Device device) {
        Config config = config(folder);
        Path weights = files(folder).weights(WEIGHTS, config.weightsSha256());
        SavedValues saved = new SavedValues(
                weights, Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors());
        try (TensorScope scope = TensorScope.open("load", device)) {
            Reconstructor model = config.architecture().build(Parameters.of(saved));
            try {
                saved.requireAll();
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (BadInputException e) { // an architecture that cannot be built
            throw new CorruptFileException("damaged model: %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static Config config(Path folder) {
        return files(folder).config(Config.class, FirstFormat::upgrade);
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

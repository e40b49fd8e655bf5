package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.model.compression.CompressionConfig;
import io.diabolo.model.compression.CompressionModel;
import io.diabolo.nn.SavedTensors;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained codec: {@code codec.safetensors}, which compresses and decompresses, {@code weights.safetensors}, the exact
 * weights that another training continues from, and {@code config.json}, where it comes from.
 */
public final class CodecFolder {

    private static final int FORMAT = 1;
    private static final String TYPE = "codec";
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "weights.safetensors";

    private CodecFolder() {}

    /** Whether a folder holds a codec that can be trained further. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG)) && Files.isRegularFile(folder.resolve(WEIGHTS));
    }

    /**
     * Saves a codec, replacing one that the folder holds.
     *
     * @param name of the codec, in its file
     */
    public static void save(Path folder, CompressionModel model, String name, Provenance provenance) {
        List<NamedTensor> exact = new ArrayList<>();
        model.parameters().all().forEach((key, tensor) -> exact.add(SavedTensors.of(key, tensor)));
        Safetensors.write(folder.resolve(WEIGHTS), exact, new TreeMap<>(Map.of("format", "diabolo-" + FORMAT)));
        CodecFile.write(folder.resolve(Codec.WEIGHTS), model, name);
        Config config = new Config(
                FORMAT, TYPE, Safetensors.sha256(folder.resolve(Codec.WEIGHTS)), name, model.config(), provenance);
        AtomicFiles.writeString(folder.resolve(CONFIG), Json.text(config) + "\n");
    }

    /**
     * Reads the sizes of a codec.
     *
     * @throws BadInputException if the folder holds none
     * @throws UnsupportedFormatException if it is of a newer format or another type
     */
    public static CompressionConfig describe(Path folder) {
        if (!exists(folder)) {
            throw new BadInputException(
                    "%s is no codec folder: it lacks %s or %s; train one with ./diabolo codec train --out %s"
                            .formatted(folder, CONFIG, WEIGHTS, folder));
        }
        Config config = Json.read(folder.resolve(CONFIG), Config.class);
        if (config.format() > FORMAT || !config.type().equals(TYPE)) {
            throw new UnsupportedFormatException("%s has the type '%s', format %d; this release reads '%s' up to %d"
                    .formatted(folder.resolve(CONFIG), config.type(), config.format(), TYPE, FORMAT));
        }
        return config.architecture();
    }

    /**
     * Reads a codec to train it further. The caller closes it.
     *
     * @throws io.diabolo.error.CorruptFileException if weights do not fit; all mismatches are named at once
     */
    public static CompressionModel load(Path folder, Device device) {
        CompressionConfig config = describe(folder);
        Path weights = folder.resolve(WEIGHTS);
        Map<String, NamedTensor> saved = new HashMap<>();
        Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors().forEach(t -> saved.put(t.name(), t));
        try (TensorScope scope = TensorScope.open("load", device)) {
            CompressionModel model = CompressionModel.create(config, 0);
            try {
                SavedTensors.fill(weights, model.parameters().all(), saved);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    /** The content of {@code config.json}. */
    private record Config(
            int format,
            String type,
            @JsonProperty("codec_sha256") String codecSha256,
            String name,
            CompressionConfig architecture,
            Provenance provenance) {}
}

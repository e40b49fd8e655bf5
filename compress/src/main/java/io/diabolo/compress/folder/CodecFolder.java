package io.diabolo.compress.folder;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.codec.Codec;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.nn.SavedTensors;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.store.Provenance;
import io.diabolo.store.WeightsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trained codec: {@code codec.safetensors}, which compresses and decompresses, {@code weights.safetensors}, the exact
 * weights that another training continues from, and {@code config.json}, where it comes from.
 *
 * <p>Saving is safe against a kill at any moment, as {@link WeightsFolder} says: until {@code codec.safetensors} takes its
 * name, the old one, which is whole, goes on to compress and decompress.
 */
public final class CodecFolder {

    /** In format 1, {@code config.json} has no SHA-256 of {@code weights.safetensors}. */
    private static final int FORMAT = 2;

    private static final String TYPE = "codec";
    private static final String WEIGHTS = "weights.safetensors";
    private static final WeightsFolder.Kind KIND = new WeightsFolder.Kind(Set.of(TYPE), FORMAT, "codec");

    /** What a codec is read with. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private CodecFolder() {}

    /**
     * Checks the name of a codec: 1 to 64 of a-z, 0-9 and -.
     *
     * @throws BadInputException for another, with the nearest that will do
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            String plain =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            throw new BadInputException(
                    "'%s' is no name of a codec, which has 1 to 64 of a-z, 0-9 and -: choose another, such as %s"
                            .formatted(
                                    name,
                                    plain.isEmpty() ? "my-codec" : plain.substring(0, Math.min(64, plain.length()))));
        }
    }

    /** Whether a folder holds a codec that can be trained further. */
    public static boolean exists(Path folder) {
        return files(folder).exists();
    }

    /**
     * Saves a codec, replacing one that the folder holds.
     *
     * @param name of the codec, in its file
     * @throws BadInputException for a name that {@link #requireName} refuses
     */
    public static void save(Path folder, CompressionModel model, String name, Provenance provenance) {
        requireName(name);
        files(folder)
                .save(
                        Map.of(
                                WEIGHTS,
                                file -> writeExact(file, model),
                                Codec.WEIGHTS,
                                file -> CodecExport.write(file, model, name)),
                        hashes -> new Config(
                                FORMAT,
                                TYPE,
                                String.valueOf(hashes.get(Codec.WEIGHTS)),
                                hashes.get(WEIGHTS),
                                name,
                                model.config(),
                                provenance));
    }

    private static WeightsFolder files(Path folder) {
        return new WeightsFolder(folder, KIND);
    }

    private static void writeExact(Path file, CompressionModel model) {
        List<NamedTensor> exact = SavedTensors.of(model.parameters());
        Safetensors.write(file, exact, new TreeMap<>(Map.of("format", "diabolo-" + FORMAT)));
    }

    /**
     * Reads the sizes of a codec.
     *
     * @throws BadInputException if the folder holds none
     * @throws CorruptFileException if {@code config.json} is damaged
     * @throws UnsupportedFormatException if it is of a newer format or another type
     */
    public static CompressionConfig describe(Path folder) {
        return config(folder).architecture();
    }

    /**
     * Reads a codec to train it further. The caller closes it.
     *
     * @throws CorruptFileException if weights are missing, damaged, or do not fit; all mismatches are named at once
     */
    public static CompressionModel load(Path folder, Device device) {
        Config config = config(folder);
        Path weights = weights(folder, config);
        Map<String, NamedTensor> saved = new HashMap<>();
        Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors().forEach(t -> saved.put(t.name(), t));
        try (TensorScope scope = TensorScope.open("load", device)) {
            CompressionModel model = CompressionModel.create(config.architecture(), 0);
            try {
                SavedTensors.fill(weights, model.parameters().all(), saved);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    private static Path weights(Path folder, Config config) {
        if (config.weightsSha256() != null) {
            return files(folder).weights(WEIGHTS, config.weightsSha256());
        }
        Path file = folder.resolve(WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw new CorruptFileException("%s is missing; take it from a backup or train again".formatted(file));
        }
        return file;
    }

    private static Config config(Path folder) {
        WeightsFolder files = files(folder);
        return files.format() == 1 ? files.config(FirstConfig.class).current() : files.config(Config.class);
    }

    /**
     * The content of {@code config.json}.
     *
     * @param weightsSha256 null for what was read from format 1
     */
    private record Config(
            int format,
            String type,
            @JsonProperty("codec_sha256") String codecSha256,
            @JsonProperty("weights_sha256") @Nullable String weightsSha256,
            String name,
            CompressionConfig architecture,
            Provenance provenance) {}

    /** The content of {@code config.json} in format 1, which has no checksum of the exact weights. */
    private record FirstConfig(
            int format,
            String type,
            @JsonProperty("codec_sha256") String codecSha256,
            String name,
            CompressionConfig architecture,
            Provenance provenance) {

        Config current() {
            return new Config(format, type, codecSha256, null, name, architecture, provenance);
        }
    }
}

package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.ModelConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A saved model: a folder with {@code config.json} and {@code model.safetensors}.
 *
 * <p>Saving is safe against a kill at any moment, as {@link WeightsFolder} says.
 */
public final class ModelFolder {

    /** The format that this release writes; it reads all up to it. */
    public static final int FORMAT = 1;

    /** The id of the only type so far. */
    static final String TYPE = "autoencoder";

    private static final String WEIGHTS = "model.safetensors";
    private static final WeightsFolder.Kind KIND = new WeightsFolder.Kind(TYPE, FORMAT, "model", "train");

    private ModelFolder() {}

    /** Whether a folder holds a model. */
    public static boolean exists(Path folder) {
        return files(folder).exists();
    }

    /** Saves a model, replacing one that the folder holds. Other files in it stay. */
    public static void save(Path folder, Autoencoder model, Preprocessing preprocessing, Provenance provenance) {
        files(folder)
                .save(
                        Map.of(
                                WEIGHTS,
                                file -> Safetensors.write(
                                        file, tensors(model), new TreeMap<>(Map.of("format", "diabolo-" + FORMAT)))),
                        hashes -> new Config(
                                FORMAT,
                                TYPE,
                                String.valueOf(hashes.get(WEIGHTS)),
                                model.config(),
                                preprocessing,
                                provenance));
    }

    private static WeightsFolder files(Path folder) {
        return new WeightsFolder(folder, KIND);
    }

    /**
     * Reads all but the weights.
     *
     * @throws BadInputException if the folder holds no model
     * @throws CorruptFileException if {@code config.json} is damaged
     * @throws UnsupportedFormatException if it is of a newer format or an unknown type
     */
    public static ModelDescription describe(Path folder) {
        Config config = files(folder).config(Config.class);
        return new ModelDescription(config.architecture(), config.preprocessing(), config.provenance());
    }

    /**
     * Reads a model onto a device. The caller closes it.
     *
     * @throws CorruptFileException if weights are missing, damaged, or do not fit the architecture; all mismatches are
     *     named at once
     */
    public static Autoencoder load(Path folder, Device device) {
        Config config = files(folder).config(Config.class);
        Path weights = files(folder).weights(WEIGHTS, config.weightsSha256());
        Map<String, NamedTensor> saved = new HashMap<>();
        Safetensors.read(weights, Safetensors.Limits.STANDARD).tensors().forEach(t -> saved.put(t.name(), t));
        try (TensorScope scope = TensorScope.open("load", device)) {
            Autoencoder model = config.architecture().build(0);
            try {
                fill(weights, model.parameters().all(), saved);
                return model;
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    /** The model's tensors as a file holds them. */
    public static List<NamedTensor> tensors(Autoencoder model) {
        List<NamedTensor> tensors = new ArrayList<>();
        model.parameters().all().forEach((name, tensor) -> tensors.add(tensor(name, tensor)));
        return tensors;
    }

    /** One tensor as a file holds it. */
    public static NamedTensor.F32 tensor(String name, Tensor tensor) {
        return new NamedTensor.F32(name, shape(tensor), tensor.toFloats());
    }

    /**
     * Copies saved values into tensors of the same names and shapes.
     *
     * @throws CorruptFileException that names every mismatch
     */
    public static void fill(Path file, Map<String, Tensor> targets, Map<String, NamedTensor> saved) {
        List<String> wrong = new ArrayList<>();
        targets.forEach((name, target) -> {
            NamedTensor tensor = saved.get(name);
            if (tensor == null) {
                wrong.add(name + " is missing");
            } else if (!(tensor instanceof NamedTensor.F32)) {
                wrong.add(name + " is not float32");
            } else if (!tensor.shape().equals(shape(target))) {
                wrong.add("%s must be %s, is %s".formatted(name, shape(target), tensor.shape()));
            }
        });
        saved.keySet().stream()
                .filter(name -> !targets.containsKey(name))
                .sorted()
                .forEach(name -> wrong.add(name + " is not part of the architecture"));
        if (!wrong.isEmpty()) {
            throw new CorruptFileException(
                    "%s does not fit its architecture: %s".formatted(file, String.join("; ", wrong)));
        }
        targets.forEach((name, target) -> {
            if (saved.get(name) instanceof NamedTensor.F32 tensor) {
                target.assignInPlace(Tensor.of(tensor.values(), target.shape().toArray()));
            }
        });
    }

    private static List<Long> shape(Tensor tensor) {
        return java.util.Arrays.stream(tensor.shape().toArray()).boxed().toList();
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

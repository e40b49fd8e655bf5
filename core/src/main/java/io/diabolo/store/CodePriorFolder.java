package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.model.bottleneck.CodeGrid;
import io.diabolo.model.bottleneck.CodeNetwork;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.SavedValues;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The autoregressive prior that was fitted to a saved, quantised model's codes: the folder {@code code-prior} inside of the
 * model's, with {@code config.json} and {@code code-prior.safetensors} (float32). It names the SHA-256 of the weights that it was
 * fitted to, as it means nothing for others.
 *
 * <p>Saving is safe against a kill at any moment, as {@link WeightsFolder} says.
 */
public final class CodePriorFolder {

    private static final int FORMAT = 1;
    private static final String NAME = "code-prior";
    private static final String TYPE = "autoregressive";
    private static final String FILE = "code-prior.safetensors";

    private CodePriorFolder() {}

    /**
     * What was saved.
     *
     * @param network the caller's to close
     * @param samples how many codes it was fitted to
     * @param validationNats mean of {@code -log p(n)} over codes of the validation part
     */
    public record Saved(CodeNetwork network, int samples, double validationNats) {}

    /** Saves a prior into a model's folder, replacing another. */
    public static void save(Path model, CodeNetwork network, int samples, double validationNats) {
        String weights = ModelFolder.weightsSha256(model);
        files(model)
                .save(
                        Map.of(
                                FILE,
                                file -> Safetensors.write(
                                        file,
                                        tensors(network),
                                        new TreeMap<>(Map.of("format", "diabolo-code-prior-" + FORMAT)))),
                        hashes -> new Config(
                                FORMAT,
                                TYPE,
                                String.valueOf(hashes.get(FILE)),
                                weights,
                                network.grid(),
                                samples,
                                validationNats));
    }

    private static List<NamedTensor> tensors(CodeNetwork network) {
        return network.all().entrySet().stream()
                .<NamedTensor>map(entry -> new NamedTensor.F32(
                        entry.getKey(),
                        Arrays.stream(entry.getValue().shape().toArray())
                                .boxed()
                                .toList(),
                        entry.getValue().toFloats()))
                .toList();
    }

    /** Whether a model's folder has one, and whether that was fitted to the weights that are there. */
    public static State state(Path model) {
        if (!files(model).exists()) {
            return State.NONE;
        }
        boolean current = files(model).config(Config.class).modelSha256().equals(ModelFolder.weightsSha256(model));
        return current ? State.CURRENT : State.STALE;
    }

    /** What {@link #state} finds; a stale one was fitted to other weights. */
    public enum State {
        NONE,
        STALE,
        CURRENT
    }

    /**
     * The prior of a model's folder; empty where there is none that is current.
     *
     * @throws CorruptFileException if it is damaged
     * @throws io.diabolo.error.UnsupportedFormatException if it is of a newer format
     */
    public static Optional<Saved> find(Path model) {
        if (state(model) != State.CURRENT) {
            return Optional.empty();
        }
        Config config = files(model).config(Config.class);
        Path file = files(model).weights(FILE, config.priorSha256());
        SavedValues saved = new SavedValues(
                file, Safetensors.read(file, Safetensors.Limits.STANDARD).tensors());
        try (TensorScope scope = TensorScope.open("code prior")) {
            CodeNetwork network = new CodeNetwork(config.grid(), Parameters.of(saved));
            try {
                saved.requireAll();
            } catch (RuntimeException e) {
                network.close();
                throw e;
            }
            return Optional.of(new Saved(network, config.samples(), config.validationNats()));
        } catch (BadInputException e) {
            throw new CorruptFileException("damaged prior: %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static WeightsFolder files(Path model) {
        return new WeightsFolder(model.resolve(NAME), new WeightsFolder.Kind(Set.of(TYPE), FORMAT, "prior"));
    }

    /** The content of {@code config.json}. */
    private record Config(
            int format,
            String type,
            @JsonProperty("prior_sha256") String priorSha256,
            @JsonProperty("model_sha256") String modelSha256,
            CodeGrid grid,
            int samples,
            double validationNats) {}
}

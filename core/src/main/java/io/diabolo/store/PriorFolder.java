package io.diabolo.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The prior that was fitted to a saved model's codes: the folder {@code prior} inside of the model's, with {@code config.json}
 * and {@code prior.safetensors} (float64: {@code weights} [K], {@code means} [K, D], {@code covariances} [K, D, D]). It names the
 * SHA-256 of the weights that it was fitted to, as it means nothing for others.
 *
 * <p>Saving is safe against a kill at any moment, as {@link WeightsFolder} says.
 */
public final class PriorFolder {

    private static final int FORMAT = 1;
    private static final String NAME = "prior";
    private static final String TYPE = "mixture";
    private static final String FILE = "prior.safetensors";
    private static final Safetensors.Limits LIMITS = new Safetensors.Limits(1L << 30, 3);

    private PriorFolder() {}

    /**
     * What was saved.
     *
     * @param samples how many codes it was fitted to
     * @param validationNats mean of {@code -log p(z)} over codes of the validation part, by which the components were chosen
     * @param stale whether the model has been trained anew since: then it means nothing
     */
    public record Saved(GaussianMixture mixture, int samples, double validationNats, boolean stale) {}

    /** Saves a prior into a model's folder, replacing another. */
    public static void save(Path model, GaussianMixture mixture, int samples, double validationNats) {
        String weights = ModelFolder.weightsSha256(model);
        files(model)
                .save(
                        Map.of(
                                FILE,
                                file -> Safetensors.write(
                                        file,
                                        tensors(mixture),
                                        new TreeMap<>(Map.of("format", "diabolo-prior-" + FORMAT)))),
                        hashes -> new Config(
                                FORMAT,
                                TYPE,
                                String.valueOf(hashes.get(FILE)),
                                weights,
                                mixture.components(),
                                mixture.latent(),
                                samples,
                                validationNats));
    }

    /**
     * The prior of a model's folder; empty where there is none.
     *
     * @throws CorruptFileException if it is damaged
     * @throws UnsupportedFormatException if it is of a newer format
     */
    public static Optional<Saved> find(Path model) {
        WeightsFolder files = files(model);
        if (!files.exists()) {
            return Optional.empty();
        }
        Config config = files.config(Config.class);
        boolean stale = !config.modelSha256().equals(ModelFolder.weightsSha256(model));
        Path file = files.weights(FILE, config.priorSha256());
        return Optional.of(new Saved(mixture(file, config), config.samples(), config.validationNats(), stale));
    }

    private static WeightsFolder files(Path model) {
        return new WeightsFolder(model.resolve(NAME), new WeightsFolder.Kind(Set.of(TYPE), FORMAT, "prior"));
    }

    private static List<NamedTensor> tensors(GaussianMixture mixture) {
        long k = mixture.components();
        long d = mixture.latent();
        return List.of(
                new NamedTensor.F64("weights", List.of(k), each(mixture, i -> new double[] {mixture.weight(i)})),
                new NamedTensor.F64("means", List.of(k, d), each(mixture, mixture::mean)),
                new NamedTensor.F64("covariances", List.of(k, d, d), each(mixture, mixture::covariance)));
    }

    private static double[] each(GaussianMixture mixture, IntFunction<double[]> numbers) {
        return IntStream.range(0, mixture.components())
                .mapToObj(numbers)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static GaussianMixture mixture(Path file, Config config) {
        SafetensorsFile saved = Safetensors.read(file, LIMITS);
        int k = config.components();
        int d = config.latent();
        if (k < 1 || d < 1) {
            throw new CorruptFileException("damaged prior: %s says %d components of %d numbers".formatted(file, k, d));
        }
        try {
            double[] means = numbers(file, saved, "means", k, d);
            double[] covariances = numbers(file, saved, "covariances", k, d, d);
            return new GaussianMixture(numbers(file, saved, "weights", k), divided(means, k), divided(covariances, k));
        } catch (BadInputException e) {
            throw new CorruptFileException("damaged prior: %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static double[] numbers(Path file, SafetensorsFile saved, String name, long... shape) {
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        return saved.tensors().stream()
                .filter(tensor -> tensor.name().equals(name) && tensor.shape().equals(expected))
                .filter(NamedTensor.F64.class::isInstance)
                .map(NamedTensor.F64.class::cast)
                .findFirst()
                .orElseThrow(() -> new CorruptFileException(
                        "damaged prior: %s has no float64 '%s' of shape %s".formatted(file, name, expected)))
                .values();
    }

    private static double[][] divided(double[] all, int parts) {
        int length = all.length / parts;
        return IntStream.range(0, parts)
                .mapToObj(i -> Arrays.copyOfRange(all, i * length, (i + 1) * length))
                .toArray(double[][]::new);
    }

    /** The content of {@code config.json}. */
    private record Config(
            int format,
            String type,
            @JsonProperty("prior_sha256") String priorSha256,
            @JsonProperty("model_sha256") String modelSha256,
            int components,
            int latent,
            int samples,
            double validationNats) {}
}

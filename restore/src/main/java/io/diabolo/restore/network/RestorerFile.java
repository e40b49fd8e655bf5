package io.diabolo.restore.network;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A weights file: safetensors of 16-bit floats whose header says what network they are of. Both kinds of network have the
 * same names of tensors as models/restore/networks.py.
 *
 * @param source what messages call it: its path, or the name of a class-path resource
 * @param config what the network is
 * @param tensors its weights, as the file has them: whether they are all there, and of their shapes, {@link #network} says
 */
public record RestorerFile(String source, NetworkConfig config, List<NamedTensor> tensors) {

    /** The value of the metadata {@code format}. */
    public static final String FORMAT = "diabolo-restorer";

    /** The value of the metadata {@code version} that this release reads and writes. */
    public static final int VERSION = 1;

    /** What the file is called in the folder of a restorer that somebody trained. */
    public static final String NAME = "restorer.safetensors";

    /** The largest file and the most tensors in it. */
    public static final Safetensors.Limits LIMITS = new Safetensors.Limits(64L << 20, 2048);

    /** Past it, a 16-bit float is infinite. */
    private static final float LARGEST = 65_504;

    public RestorerFile {
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads what is in memory.
     *
     * @throws CorruptFileException for a damaged file, or one that is no restorer
     * @throws UnsupportedFormatException for a newer format
     */
    public static RestorerFile read(String source, byte[] content) {
        return of(source, Safetensors.read(source, content, LIMITS));
    }

    /**
     * Reads a file, as {@link #read(String, byte[])}.
     *
     * @param path of the file, or of a folder with one of the name {@value #NAME}
     * @throws BadInputException if there is none
     */
    public static RestorerFile read(Path path) {
        if (Files.notExists(path)) {
            throw new BadInputException(
                    "%s: no such folder; give that of a trained restorer, which holds %s".formatted(path, NAME));
        }
        if (!Files.isDirectory(path)) {
            return of(path.toString(), Safetensors.read(path, LIMITS));
        }
        Path file = path.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    "%s is no folder of a restorer: it lacks %s; train one first".formatted(path, NAME));
        }
        return of(file.toString(), Safetensors.read(file, LIMITS));
    }

    private static RestorerFile of(String source, SafetensorsFile file) {
        String config = file.metadata().get("config");
        if (!FORMAT.equals(file.metadata().get("format")) || config == null) {
            throw new CorruptFileException(
                    "%s: has no metadata 'format' of '%s' with a 'config', so it is no restorer; take another file"
                            .formatted(source, FORMAT));
        }
        String version = file.metadata().getOrDefault("version", "");
        if (!version.equals(String.valueOf(VERSION))) {
            throw new UnsupportedFormatException(
                    "%s: a restorer of version '%s', this release reads %d; take a newer release"
                            .formatted(source, version, VERSION));
        }
        return new RestorerFile(source, NetworkConfig.parse(source, config), file.tensors());
    }

    /**
     * The network that runs.
     *
     * @throws CorruptFileException where tensors are missing, of other shapes, or not finite; all of them are named
     */
    public RestorationNetwork network(Kernel kernel) {
        LayerWeights weights = new LayerWeights(source, tensors, kernel);
        RestorationNetwork network = config instanceof UnetConfig unet
                ? Unet.load(unet, weights)
                : Chain.load((ChainConfig) config, weights);
        weights.requireComplete();
        return network;
    }

    /**
     * Writes a network whole or not at all.
     *
     * @param weights in float32; each is rounded to the nearest 16-bit float
     * @param origin what made it
     * @throws BadInputException for weights that no 16-bit float holds
     * @throws io.diabolo.error.OutputException where the file cannot be written
     */
    public static void write(Path file, NetworkConfig config, List<NamedTensor.F32> weights, String origin) {
        List<NamedTensor> halves = new ArrayList<>();
        for (NamedTensor.F32 tensor : weights) {
            for (float value : tensor.values()) {
                if (!(Math.abs(value) <= LARGEST)) {
                    throw new BadInputException(
                            "%s: %s holds %s, and a restorer's weights must be within %.0f; train again with a lower learning rate"
                                    .formatted(file, tensor.name(), value, LARGEST));
                }
            }
            halves.add(NamedTensor.F16.of(tensor.name(), tensor.shape(), tensor.values()));
        }
        Safetensors.write(
                file,
                halves,
                new TreeMap<>(Map.of(
                        "format",
                        FORMAT,
                        "version",
                        String.valueOf(VERSION),
                        "config",
                        config.json(),
                        "source",
                        origin)));
    }
}

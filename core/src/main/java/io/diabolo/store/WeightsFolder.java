package io.diabolo.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.safetensors.Safetensors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A folder of weight files and a {@code config.json} that names them by their SHA-256.
 *
 * <p>Saving is safe against a kill at any moment. The new weights are written beside the old ones, as {@code NAME.new}, then
 * {@code config.json} with their SHA-256 replaces the old one in one step, then the weights take their names. A reader who
 * finds the old weights beside a new {@code config.json} takes the new ones from where they still lie.
 */
public final class WeightsFolder {

    private static final String CONFIG = "config.json";
    private static final String NEW = ".new";

    /** The end of the names of those fields of {@code config.json} that hold the SHA-256 of a file. */
    private static final String HASH = "_sha256";

    private final Path folder;
    private final Kind kind;

    public WeightsFolder(Path folder, Kind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /**
     * What a folder holds.
     *
     * @param types the ids that {@code config.json} may give
     * @param format the newest that this release reads; it reads all from 1 on
     * @param noun what messages call it: {@code model}
     */
    public record Kind(Set<String> types, int format, String noun) {}

    /** Whether the folder holds something of this kind or another. */
    public boolean exists() {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    /**
     * Replaces what the folder holds. Other files in it stay.
     *
     * @param writers write the weights; by the names of their files
     * @param config makes the content of {@code config.json} from the SHA-256 of each file, by the same names; every one
     *     of them must be in a field at its top whose name ends in {@code _sha256}
     * @throws OutputException where the folder cannot be written
     */
    public void save(Map<String, Consumer<Path>> writers, Function<Map<String, String>, ?> config) {
        settle(writers.keySet());
        Map<String, String> hashes = new LinkedHashMap<>();
        writers.forEach((name, writer) -> {
            Path fresh = fresh(name);
            writer.accept(fresh);
            hashes.put(name, Safetensors.sha256(fresh));
        });
        AtomicFiles.writeString(folder.resolve(CONFIG), Json.text(config.apply(hashes)) + "\n");
        writers.keySet().forEach(this::rename);
    }

    /** Where a kill came before weights took their names, they do it now: writing over them would lose them. */
    private void settle(Set<String> names) {
        if (!exists()) {
            return;
        }
        Set<String> named = new HashSet<>();
        try {
            Json.read(folder.resolve(CONFIG), JsonNode.class).properties().stream()
                    .filter(field -> field.getKey().endsWith(HASH))
                    .forEach(field -> named.add(field.getValue().asText()));
        } catch (BadInputException e) {
            return; // The folder holds nothing that could be lost.
        }
        for (String name : names) {
            if (Files.isRegularFile(fresh(name)) && named.contains(Safetensors.sha256(fresh(name)))) {
                rename(name);
            }
        }
    }

    private Path fresh(String name) {
        return folder.resolve(name + NEW);
    }

    private void rename(String name) {
        Path weights = folder.resolve(name);
        try {
            Files.move(fresh(name), weights, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OutputException("%s cannot be written: %s".formatted(weights, e), e);
        }
    }

    /**
     * The number of the folder's format, 1 to that of its kind.
     *
     * @throws BadInputException if the folder has no {@code config.json}
     * @throws CorruptFileException if it is damaged
     * @throws UnsupportedFormatException if it is of a newer format or another type
     */
    public int format() {
        JsonNode config = read();
        Path file = folder.resolve(CONFIG);
        String type = config.path("type").asText("");
        // Before the format: that of another type counts its own changes.
        if (!type.isEmpty() && !kind.types.contains(type)) {
            throw new UnsupportedFormatException(
                    "%s is a folder of type '%s', and a %s is wanted, of type %s in this release: give the folder of one"
                            .formatted(folder, type, kind.noun, String.join(" or ", new TreeSet<>(kind.types))));
        }
        JsonNode format = config.path("format");
        if (!format.isIntegralNumber() || format.bigIntegerValue().signum() < 1) {
            throw new CorruptFileException(
                    "damaged %s: %s has no format number of 1 or more".formatted(kind.noun, file));
        }
        if (format.bigIntegerValue().compareTo(BigInteger.valueOf(kind.format)) > 0) {
            throw new UnsupportedFormatException("%s has format %s, this release reads up to %d: use a newer Diabolo"
                    .formatted(file, format.asText(), kind.format));
        }
        if (type.isEmpty()) {
            throw new UnsupportedFormatException("%s has no type; this release knows %s"
                    .formatted(file, String.join(", ", new TreeSet<>(kind.types))));
        }
        return format.intValue();
    }

    /**
     * Reads {@code config.json} of a format that is known; fails as {@link #format} does.
     *
     * @param content what it must be
     */
    public <T> T config(Class<T> content) {
        return config(content, UnaryOperator.identity());
    }

    /**
     * As {@link #config(Class)}.
     *
     * @param upgrade puts an older format in the words of today's
     */
    public <T> T config(Class<T> content, UnaryOperator<JsonNode> upgrade) {
        format();
        try {
            return Json.convert(upgrade.apply(read()), content);
        } catch (BadInputException e) {
            throw damaged(folder.resolve(CONFIG) + ": " + e.getMessage(), e);
        }
    }

    private JsonNode read() {
        if (Files.isDirectory(folder) && !Files.isExecutable(folder)) {
            throw new BadInputException("%s: no permission to look into it".formatted(folder));
        }
        if (!exists()) {
            throw new BadInputException(
                    "%s is no %s folder: it has no %s; train one first".formatted(folder, kind.noun, CONFIG));
        }
        if (!Files.isReadable(folder.resolve(CONFIG))) {
            throw new BadInputException("%s: no permission to read it".formatted(folder.resolve(CONFIG)));
        }
        try {
            return Json.read(folder.resolve(CONFIG), JsonNode.class);
        } catch (BadInputException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private CorruptFileException damaged(String what, BadInputException e) {
        return new CorruptFileException("damaged %s: %s".formatted(kind.noun, what), e);
    }

    /**
     * Where the weights with this SHA-256 lie.
     *
     * @param name of their file
     * @throws CorruptFileException if they are missing or damaged
     */
    public Path weights(String name, String sha256) {
        Path file = folder.resolve(name);
        for (Path place : new Path[] {file, fresh(name)}) {
            if (Files.isRegularFile(place) && Safetensors.sha256(place).equals(sha256)) {
                return place;
            }
        }
        throw new CorruptFileException(
                Files.exists(file)
                        ? "%s is damaged: its SHA-256 is not the one in %s; take it from a backup or train again"
                                .formatted(file, CONFIG)
                        : "%s is missing; take it from a backup or train again".formatted(file));
    }
}

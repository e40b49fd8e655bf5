package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.restore.network.RestorerFile;
import io.diabolo.restoring.network.RestorerModel;
import io.diabolo.store.Provenance;
import io.diabolo.store.WeightsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A trained restorer: {@value RestorerFile#NAME}, which restores and which another training may begin with, and {@code config.json}, what
 * it learned and where it comes from. Saving is safe against a kill at any moment, as {@link WeightsFolder} says.
 */
public final class RestorerFolder {

    private static final int FORMAT = 1;
    private static final String TYPE = "picture_restorer";
    private static final WeightsFolder.Kind KIND = new WeightsFolder.Kind(Set.of(TYPE), FORMAT, "restorer");

    private RestorerFolder() {}

    /** Whether a folder holds a restorer. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(RestorerFile.NAME));
    }

    /** Saves a restorer, replacing one that the folder holds. */
    public static void save(Path folder, RestorerModel model, RestoringTask task, Provenance provenance) {
        new WeightsFolder(folder, KIND)
                .save(
                        Map.of(
                                RestorerFile.NAME,
                                file -> RestorerFile.write(
                                        file,
                                        model.config(),
                                        model.weights(),
                                        String.join(", ", provenance.versions()))),
                        hashes -> new Description(
                                FORMAT, TYPE, String.valueOf(hashes.get(RestorerFile.NAME)), task, provenance));
    }

    /**
     * What a restorer learned and where it comes from.
     *
     * @throws BadInputException if the folder holds none
     * @throws CorruptFileException if {@code config.json} is damaged
     * @throws UnsupportedFormatException if it is of a newer format or another type
     */
    public static Description describe(Path folder) {
        return new WeightsFolder(folder, KIND).config(Description.class);
    }

    /** The content of {@code config.json}. */
    public record Description(
            int format,
            String type,
            @JsonProperty("restorer_sha256") String restorerSha256,
            RestoringTask task,
            Provenance provenance) {}
}

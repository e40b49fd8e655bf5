package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which data, and how it is read.
 *
 * @param path of a file or folder; null for the embedded glyphs
 */
public record DataChoice(
        @JsonSetter(nulls = Nulls.SET) @Nullable String path, DataReading reading) {

    /** The embedded glyphs, all of them. */
    public static DataChoice glyphs() {
        return new DataChoice(null, DataReading.defaults());
    }

    public static DataChoice of(Path path) {
        return new DataChoice(path.toString(), DataReading.defaults());
    }

    /** Whether a file, by its name, is read together with others of its folder: MNIST's idx files, CIFAR's batches. */
    public static boolean isPartOfFolder(Path file) {
        return DataSource.isPartOfFolder(file);
    }

    @Nullable Path file() {
        return path == null ? null : Path.of(path);
    }

    /**
     * The path from the file system's root, which still holds when the folder of the process is another. An address
     * ({@code hdfs://...}) is one already.
     */
    @Nullable String absolute() {
        return path == null || path.contains("://")
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }

    /**
     * All of it as one dataset; of the glyphs the training part.
     *
     * @param notes takes remarks for the user, one line each
     */
    Dataset whole(Consumer<String> notes) {
        Path file = file();
        return file == null
                ? DataSource.glyphs(reading.options()).train()
                : DataSource.openWhole(file, reading.options(), notes);
    }

    LoadedData load() {
        return load(null);
    }

    /** @param copy is read instead of what the path names; null for that itself */
    LoadedData load(@Nullable Path copy) {
        Path file = copy == null ? file() : copy;
        return file == null ? DataSource.glyphs(reading.options()) : DataSource.open(file, reading.options());
    }
}

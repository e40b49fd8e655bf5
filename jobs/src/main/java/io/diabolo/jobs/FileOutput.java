package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where files go that are made of other files.
 *
 * @param path a folder, or the name of the one file; null for beside the inputs
 * @param replace whether files that exist are replaced; else they are an error
 */
public record FileOutput(
        @JsonSetter(nulls = Nulls.SET) @Nullable String path, boolean replace) {

    /** Beside the inputs; what exists stays. */
    public static FileOutput beside() {
        return new FileOutput(null, false);
    }

    /** Into a folder, or as the one file of that name; what exists stays. */
    public static FileOutput to(Path path) {
        return new FileOutput(path.toString(), false);
    }
}

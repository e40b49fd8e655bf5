package io.diabolo.fuzz;

import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import java.nio.file.Path;
import java.util.Objects;

/** {@code config.json} of a model folder, up to the sizes of its layers. */
public final class ConfigTarget {

    private ConfigTarget() {}

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] content) {
        Path config = Reading.file("model/config.json", content);
        Reading.isDoneOrRefused(() -> {
            ModelDescription model = ModelFolder.describe(Objects.requireNonNull(config.getParent()));
            model.architecture().layers();
            model.architecture().parameters();
        });
    }
}

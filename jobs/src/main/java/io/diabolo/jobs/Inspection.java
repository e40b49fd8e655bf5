package io.diabolo.jobs;

import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a model folder says.
 *
 * @param layers from input to output
 * @param parameters how many numbers it has learned
 * @param model all else
 */
public record Inspection(List<Layer> layers, long parameters, ModelDescription model) {

    /**
     * A layer.
     *
     * @param output the sizes of what it gives for one sample
     */
    public record Layer(String name, String description, List<Long> output, long parameters) {}

    /** Reads a model folder; loads no native library. */
    public static Inspection of(Path folder) {
        ModelDescription model = ModelFolder.describe(folder);
        List<Layer> layers = model.architecture().layers().stream()
                .map(row -> new Layer(
                        row.name(),
                        row.description(),
                        Arrays.stream(row.output().toArray()).boxed().toList(),
                        row.parameters()))
                .toList();
        return new Inspection(layers, model.architecture().parameters(), model);
    }
}

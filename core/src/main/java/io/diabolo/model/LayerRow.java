package io.diabolo.model;

import io.diabolo.engine.Shape;
import io.diabolo.nn.LayerConfig;
import java.util.List;

/**
 * One line of an architecture.
 *
 * @param part {@code input}, {@code encoder}, {@code bottleneck}, {@code decoder}, {@code layers} or {@code output}
 * @param name the prefix of its parameters' names: of a layer within branches {@code part.layer.branch.layer}
 * @param description what the layer does
 * @param output the shape of one example behind it
 * @param parameters how many numbers it learns
 */
public record LayerRow(String part, String name, String description, Shape output, long parameters) {

    /** Adds a line for each layer, and returns the shape behind the last one. The line of a sum follows those of its branches. */
    static Shape append(List<LayerRow> rows, String part, List<LayerConfig> layers, Shape input) {
        return append(rows, part, part, layers, input);
    }

    private static Shape append(
            List<LayerRow> rows, String part, String prefix, List<LayerConfig> layers, Shape input) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            LayerConfig layer = layers.get(i);
            Shape output = layer.output(shape);
            String name = prefix + "." + i;
            List<List<LayerConfig>> branches = layer.branches();
            for (int branch = 0; branch < branches.size(); branch++) {
                append(rows, part, name + "." + branch, branches.get(branch), shape);
            }
            long own = branches.isEmpty() ? layer.parameters(shape) : 0;
            rows.add(new LayerRow(part, name, layer.describe(), output, own));
            shape = output;
        }
        return shape;
    }

    static LayerRow end(String part, Shape shape) {
        return new LayerRow(part, part, "", shape, 0);
    }
}

package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Branches that all see the same input, and whose outputs, of one shape, are added: a skip, a linear path. */
@JsonTypeName("sum")
public record Sum(List<List<LayerConfig>> branches) implements LayerConfig {

    public Sum {
        branches = branches.stream().map(List::copyOf).toList();
        if (branches.isEmpty()) {
            throw new BadInputException("sum needs at least one branch");
        }
    }

    @Override
    public Shape output(Shape input) {
        List<Shape> outputs = branches.stream()
                .map(branch -> LayerConfig.output(branch, input))
                .distinct()
                .toList();
        LayerRules.require(outputs.size() == 1, this, "needs branches that end alike, they end with " + outputs, input);
        return outputs.get(0);
    }

    @Override
    public long parameters(Shape input) {
        long count = 0;
        for (List<LayerConfig> branch : branches) {
            Shape shape = input;
            for (LayerConfig layer : branch) {
                count += layer.parameters(shape);
                shape = layer.output(shape);
            }
        }
        return count;
    }

    @Override
    public String describe() {
        return "sum of %d branches".formatted(branches.size());
    }

    @Override
    public int count() {
        return 1 + layers().mapToInt(LayerConfig::count).sum();
    }

    @Override
    public boolean convolves() {
        return layers().anyMatch(LayerConfig::convolves);
    }

    @Override
    public boolean mixesSamples() {
        return layers().anyMatch(LayerConfig::mixesSamples);
    }

    private Stream<LayerConfig> layers() {
        return branches.stream().flatMap(List::stream);
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        List<Sequential> built = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            built.add(Sequential.branch(branches.get(i), input, parameters.in(String.valueOf(i))));
        }
        return (x, pass) -> {
            Tensor sum = built.get(0).forward(x, pass);
            for (Sequential branch : built.subList(1, built.size())) {
                sum = sum.add(branch.forward(x, pass));
            }
            return sum;
        };
    }
}

package io.diabolo.restore.network;

import io.diabolo.error.CorruptFileException;
import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Activation;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hands out a file's layers by name. What is missing, of another shape or not finite is noted and replaced by the smallest
 * layer, so that {@link #requireComplete} can name all of it at once.
 */
final class LayerWeights {

    private static final int MAX_NAMED = 8;

    private final String source;
    private final Kernel kernel;
    private final Map<String, NamedTensor> byName = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    LayerWeights(String source, List<NamedTensor> tensors, Kernel kernel) {
        this.source = source;
        this.kernel = kernel;
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    }

    /** 3 x 3, one zero on each side. */
    Convolution conv3(String name, int outputs, int inputs, Activation activation) {
        Shape shape = Shape.of(outputs, inputs, 3).with(activation);
        return layer(shape, values(name + ".weight", outputs, inputs, 3, 3), values(name + ".bias", outputs));
    }

    /** 2 x 2 with stride 2, for an input that {@link Maps#halve} has put in depth. */
    Convolution down(String name, int outputs, int inputs) {
        float[] weights = values(name + ".weight", outputs, inputs, 2, 2);
        float[] deep = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int position = i % 4;
            int input = i / 4 % inputs;
            deep[i / 4 / inputs * 4 * inputs + position * inputs + input] = weights[i];
        }
        return layer(Shape.of(outputs, 4 * inputs, 1), deep, values(name + ".bias", outputs));
    }

    /** 1 x 1 to four times the channels, then depth to space 2. */
    Convolution up(String name, int outputs, int inputs) {
        float[] weights = values(name + ".weight", 4L * outputs, inputs, 1, 1);
        return layer(Shape.of(4 * outputs, inputs, 1).withUpscale(2), weights, values(name + ".bias", 4L * outputs));
    }

    /** Residual blocks {@code name.0}, {@code name.1} ... */
    List<Block> blocks(String name, int count, int channels) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Block(
                        conv3("%s.%d.conv1".formatted(name, i), channels, channels, Activation.RELU),
                        conv3("%s.%d.conv2".formatted(name, i), channels, channels, Activation.NONE)))
                .toList();
    }

    /** @throws CorruptFileException naming everything that was asked for and not there as asked */
    void requireComplete() {
        if (!problems.isEmpty()) {
            String named = problems.stream().limit(MAX_NAMED).collect(Collectors.joining("; "));
            String more = problems.size() <= MAX_NAMED ? "" : " and %d more".formatted(problems.size() - MAX_NAMED);
            throw new CorruptFileException(
                    "%s: %s%s; the file is damaged or no restorer, take a good copy".formatted(source, named, more));
        }
    }

    private Convolution layer(Shape shape, float[] weights, float[] bias) {
        return weights.length == 0 || bias.length == 0
                ? Convolution.of(kernel, Shape.of(1, 1, 1), new float[1], new float[1])
                : Convolution.of(kernel, shape, weights, bias);
    }

    /** The values of an F16 or F32 tensor; none where it is not as asked, for then a size would be the file's lie. */
    private float[] values(String name, long... shape) {
        NamedTensor tensor = byName.get(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (tensor == null || !tensor.shape().equals(expected)) {
            problems.add(
                    tensor == null
                            ? name + " is missing"
                            : "%s must be %s, is %s".formatted(name, expected, tensor.shape()));
            return new float[0];
        }
        float[] values = new float[0];
        if (tensor instanceof NamedTensor.F16 half) {
            values = half.toFloats();
        } else if (tensor instanceof NamedTensor.F32 single) {
            values = single.values();
        } else {
            problems.add(name + " must be F16 or F32");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                problems.add(name + " holds a number that is not finite");
                return new float[0];
            }
        }
        return values;
    }
}

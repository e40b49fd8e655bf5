package io.diabolo.restore.network;

import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Convolution.Activation;
import io.diabolo.runtime.Convolution.Shape;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.ExpectedTensors;
import io.diabolo.safetensors.NamedTensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hands out a file's layers by name. What is missing, of another shape or not finite is noted and replaced by the smallest
 * layer, so that {@link #requireComplete} can name all of it at once.
 */
final class LayerWeights {

    private final ExpectedTensors tensors;
    private final Kernel kernel;

    LayerWeights(String source, List<NamedTensor> tensors, Kernel kernel) {
        this.tensors = new ExpectedTensors(source, tensors, "restorer");
        this.kernel = kernel;
    }

    /** 3 x 3, one zero on each side. */
    Convolution conv3(String name, int outputs, int inputs, Activation activation) {
        Shape shape = Shape.of(outputs, inputs, 3).with(activation);
        return layer(
                shape,
                tensors.floats(name + ".weight", outputs, inputs, 3, 3),
                tensors.floats(name + ".bias", outputs));
    }

    /** 2 x 2 with stride 2, for an input that {@link Maps#halve} has put in depth. */
    Convolution down(String name, int outputs, int inputs) {
        float[] weights = tensors.floats(name + ".weight", outputs, inputs, 2, 2);
        float[] deep = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int position = i % 4;
            int input = i / 4 % inputs;
            deep[i / 4 / inputs * 4 * inputs + position * inputs + input] = weights[i];
        }
        return layer(Shape.of(outputs, 4 * inputs, 1), deep, tensors.floats(name + ".bias", outputs));
    }

    /** 1 x 1 to four times the channels, then depth to space 2. */
    Convolution up(String name, int outputs, int inputs) {
        float[] weights = tensors.floats(name + ".weight", 4L * outputs, inputs, 1, 1);
        return layer(
                Shape.of(4 * outputs, inputs, 1).withUpscale(2), weights, tensors.floats(name + ".bias", 4L * outputs));
    }

    /** Residual blocks {@code name.0}, {@code name.1} ... */
    List<Block> blocks(String name, int count, int channels) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Block(
                        conv3("%s.%d.conv1".formatted(name, i), channels, channels, Activation.RELU),
                        conv3("%s.%d.conv2".formatted(name, i), channels, channels, Activation.NONE)))
                .toList();
    }

    /** @throws io.diabolo.error.CorruptFileException naming everything that was asked for and not there as asked */
    void requireComplete() {
        tensors.requireComplete();
    }

    private Convolution layer(Shape shape, float[] weights, float[] bias) {
        return weights.length == 0 || bias.length == 0
                ? Convolution.of(kernel, Shape.of(1, 1, 1), new float[1], new float[1])
                : Convolution.of(kernel, shape, weights, bias);
    }
}

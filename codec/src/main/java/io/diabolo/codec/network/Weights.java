package io.diabolo.codec.network;

import io.diabolo.entropy.SymbolTable;
import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.ExpectedTensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Hands out a weights file's tensors by name, each of the shape that is asked for.
 *
 * <p>What is missing or of another shape is noted and replaced by the smallest thing that keeps its caller going, so that
 * {@link #requireComplete} can name all of it at once.
 */
final class Weights {

    private final ExpectedTensors tensors;
    private final Kernel kernel;

    Weights(String source, SafetensorsFile file, Kernel kernel) {
        this.tensors = new ExpectedTensors(source, file.tensors(), "codec");
        this.kernel = kernel;
    }

    /** The tensors {@code name.weight} and {@code name.bias}. */
    Convolution convolution(String name, Convolution.Shape shape) {
        return convolution(name, shape, shape.inputs(), output -> output);
    }

    /** A convolution that reads only the first of the {@code inputs} which the file's weights have. */
    Convolution convolution(String name, Convolution.Shape shape, int inputs) {
        return convolution(name, shape, inputs, output -> output);
    }

    /**
     * A convolution whose outputs are taken in another order.
     *
     * @param order gives for an output of the convolution the one of the file
     */
    Convolution convolution(String name, Convolution.Shape shape, IntUnaryOperator order) {
        return convolution(name, shape, shape.inputs(), order);
    }

    /** Values of shape [rows, columns], row-major. */
    List<float[]> rows(String name, int rows, int columns) {
        float[] values = tensors.floats(name, rows, columns);
        return IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                .toList();
    }

    /** The tables {@code name} [count, any], with their first numbers in {@code name_offset} [count]. */
    List<SymbolTable> tables(String name, int count) {
        int[] first = tensors.integers(name + "_offset", count);
        List<Long> shape = tensors.shape(name);
        long length = shape.size() == 2 ? shape.get(1) : 0;
        int[] values = tensors.integers(name, count, length);
        List<SymbolTable> tables = new ArrayList<>();
        if (first.length > 0 && values.length > 0) {
            for (int i = 0; i < count; i++) {
                int[] row = Arrays.copyOfRange(values, (int) (i * length), (int) ((i + 1) * length));
                tables.add(SymbolTable.of("%s, tensor %s, row %d".formatted(tensors.source(), name, i), first[i], row));
            }
        }
        return tables;
    }

    /** @throws io.diabolo.error.CorruptFileException naming everything that was asked for and not there as asked */
    void requireComplete() {
        tensors.requireComplete();
    }

    private Convolution convolution(String name, Convolution.Shape shape, int inputs, IntUnaryOperator order) {
        float[] weights = tensors.floats(name + ".weight", shape.outputs(), inputs, shape.size(), shape.size());
        float[] bias = tensors.floats(name + ".bias", shape.outputs());
        if (weights.length == 0 || bias.length == 0) {
            return Convolution.of(kernel, Convolution.Shape.of(1, 1, 1), new float[1], new float[1]);
        }
        int area = shape.size() * shape.size();
        int row = shape.inputs() * area;
        float[] ordered = new float[shape.outputs() * row];
        float[] orderedBias = new float[shape.outputs()];
        for (int o = 0; o < shape.outputs(); o++) {
            int from = order.applyAsInt(o);
            System.arraycopy(weights, from * inputs * area, ordered, o * row, row);
            orderedBias[o] = bias[from];
        }
        return Convolution.of(kernel, shape, ordered, orderedBias);
    }
}

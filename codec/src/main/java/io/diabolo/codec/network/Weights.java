package io.diabolo.codec.network;

import io.diabolo.entropy.SymbolTable;
import io.diabolo.error.CorruptFileException;
import io.diabolo.runtime.Convolution;
import io.diabolo.runtime.Kernel;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a weights file's tensors by name, each of the shape that is asked for.
 *
 * <p>What is missing or of another shape is noted and replaced by the smallest thing that keeps its caller going, so that
 * {@link #requireComplete} can name all of it at once.
 */
final class Weights {

    private static final int MAX_NAMED = 8;

    private final String source;
    private final Kernel kernel;
    private final Map<String, NamedTensor> tensors = new HashMap<>();

    /** A set, because two layers may share a tensor. */
    private final Set<String> problems = new LinkedHashSet<>();

    Weights(String source, SafetensorsFile file, Kernel kernel) {
        this.source = source;
        this.kernel = kernel;
        file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
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
        float[] values = floats(name, rows, columns);
        return IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                .toList();
    }

    /** The tables {@code name} [count, any], with their first numbers in {@code name_offset} [count]. */
    List<SymbolTable> tables(String name, int count) {
        int[] first = integers(name + "_offset", count);
        NamedTensor tensor = tensors.get(name);
        long length = tensor == null || tensor.shape().size() != 2
                ? 0
                : tensor.shape().get(1);
        int[] values = integers(name, count, length);
        List<SymbolTable> tables = new ArrayList<>();
        if (first.length > 0 && values.length > 0) {
            for (int i = 0; i < count; i++) {
                int[] row = Arrays.copyOfRange(values, (int) (i * length), (int) ((i + 1) * length));
                tables.add(SymbolTable.of("%s, tensor %s, row %d".formatted(source, name, i), first[i], row));
            }
        }
        return tables;
    }

    /** @throws CorruptFileException naming everything that was asked for and not there as asked */
    void requireComplete() {
        if (!problems.isEmpty()) {
            String named = problems.stream().limit(MAX_NAMED).collect(Collectors.joining("; "));
            String more = problems.size() <= MAX_NAMED ? "" : " and %d more".formatted(problems.size() - MAX_NAMED);
            throw new CorruptFileException(
                    "%s: %s%s; the file is damaged or no codec, take a good copy".formatted(source, named, more));
        }
    }

    private Convolution convolution(String name, Convolution.Shape shape, int inputs, IntUnaryOperator order) {
        float[] weights = floats(name + ".weight", shape.outputs(), inputs, shape.size(), shape.size());
        float[] bias = floats(name + ".bias", shape.outputs());
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

    /** The values of an F16 or F32 tensor; none where it is not as asked, for then a size would be the file's lie. */
    private float[] floats(String name, long... shape) {
        NamedTensor tensor = tensor(name, shape);
        if (tensor instanceof NamedTensor.F16 half) {
            return half.toFloats();
        }
        if (tensor instanceof NamedTensor.F32 single) {
            return single.values();
        }
        note(tensor, name + " must be F16 or F32");
        return new float[0];
    }

    private int[] integers(String name, long... shape) {
        NamedTensor tensor = tensor(name, shape);
        if (tensor instanceof NamedTensor.I32 integers) {
            return integers.values();
        }
        note(tensor, name + " must be I32");
        return new int[0];
    }

    private void note(@Nullable NamedTensor tensor, String rule) {
        if (tensor != null) {
            problems.add(rule);
        }
    }

    private @Nullable NamedTensor tensor(String name, long... shape) {
        NamedTensor tensor = tensors.get(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (tensor == null || !tensor.shape().equals(expected)) {
            problems.add(
                    tensor == null
                            ? name + " is missing"
                            : "%s must be %s, is %s".formatted(name, expected, tensor.shape()));
            return null;
        }
        return tensor;
    }
}

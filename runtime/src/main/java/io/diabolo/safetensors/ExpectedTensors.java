package io.diabolo.safetensors;

import io.diabolo.error.CorruptFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a file's tensors by name, each of the shape that is asked for. What is missing, of another shape or type, or not
 * finite is noted, and comes as no values, so that {@link #requireComplete} can name all of it at once: sizes may only be
 * believed where the file has values for them.
 */
public final class ExpectedTensors {

    private static final int MAX_NAMED = 8;

    private final String source;
    private final String noun;
    private final Map<String, NamedTensor> tensors = new HashMap<>();

    /** A set, because two layers may share a tensor. */
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * @param source what messages call the file
     * @param file its tensors
     * @param noun what the file should be: {@code codec}
     */
    public ExpectedTensors(String source, List<NamedTensor> file, String noun) {
        this.source = source;
        this.noun = noun;
        file.forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /** What messages call the file. */
    public String source() {
        return source;
    }

    /** The sizes of a tensor as the file has them; none where it is not there. */
    public List<Long> shape(String name) {
        NamedTensor tensor = tensors.get(name);
        return tensor == null ? List.of() : tensor.shape();
    }

    /** The finite values of an F16 or F32 tensor; none where it is not as asked. */
    public float[] floats(String name, long... shape) {
        NamedTensor tensor = tensor(name, shape);
        float[] values = new float[0];
        if (tensor instanceof NamedTensor.F16 half) {
            values = half.toFloats();
        } else if (tensor instanceof NamedTensor.F32 single) {
            values = single.values();
        } else if (tensor != null) {
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

    /** The values of an I32 tensor; none where it is not as asked. */
    public int[] integers(String name, long... shape) {
        NamedTensor tensor = tensor(name, shape);
        if (tensor instanceof NamedTensor.I32 integers) {
            return integers.values();
        }
        if (tensor != null) {
            problems.add(name + " must be I32");
        }
        return new int[0];
    }

    /** @throws CorruptFileException naming everything that was asked for and not there as asked */
    public void requireComplete() {
        if (!problems.isEmpty()) {
            String named = problems.stream().limit(MAX_NAMED).collect(Collectors.joining("; "));
            String more = problems.size() <= MAX_NAMED ? "" : " and %d more".formatted(problems.size() - MAX_NAMED);
            throw new CorruptFileException(
                    "%s: %s%s; the file is damaged or no %s, take a good copy".formatted(source, named, more, noun));
        }
    }

    private @Nullable NamedTensor tensor(String name, long... shape) {
        NamedTensor tensor = tensors.get(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (tensor == null) {
            problems.add(name + " is missing");
        } else if (!tensor.shape().equals(expected)) {
            problems.add("%s must be %s, is %s".formatted(name, expected, tensor.shape()));
            return null;
        }
        return tensor;
    }
}

package io.diabolo.nn;

import io.diabolo.engine.Tensor;
import io.diabolo.error.CorruptFileException;
import io.diabolo.safetensors.NamedTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tensors as a weights file holds them: float32, by name. */
public final class SavedTensors {

    private SavedTensors() {}

    /** All parameters. */
    public static List<NamedTensor> of(Parameters parameters) {
        List<NamedTensor> tensors = new ArrayList<>();
        parameters.all().forEach((name, tensor) -> tensors.add(of(name, tensor)));
        return tensors;
    }

    public static NamedTensor.F32 of(String name, Tensor tensor) {
        return new NamedTensor.F32(name, shape(tensor), tensor.toFloats());
    }

    /** Those of a file, to be looked up. */
    public static Map<String, NamedTensor> byName(List<? extends NamedTensor> tensors) {
        Map<String, NamedTensor> named = new HashMap<>();
        tensors.forEach(tensor -> named.put(tensor.name(), tensor));
        return named;
    }

    /**
     * Copies saved values into tensors of the same names and shapes.
     *
     * @throws CorruptFileException that names every mismatch
     */
    public static void fill(Path file, Map<String, Tensor> targets, Map<String, NamedTensor> saved) {
        List<String> wrong = new ArrayList<>();
        targets.forEach((name, target) -> {
            NamedTensor tensor = saved.get(name);
            if (tensor == null) {
                wrong.add(name + " is missing");
            } else if (!(tensor instanceof NamedTensor.F32)) {
                wrong.add(name + " is not float32");
            } else if (!tensor.shape().equals(shape(target))) {
                wrong.add("%s must be %s, is %s".formatted(name, shape(target), tensor.shape()));
            }
        });
        saved.keySet().stream()
                .filter(name -> !targets.containsKey(name))
                .sorted()
                .forEach(name -> wrong.add(name + " is not part of the architecture"));
        if (!wrong.isEmpty()) {
            throw new CorruptFileException(
                    "%s does not fit its architecture: %s".formatted(file, String.join("; ", wrong)));
        }
        targets.forEach((name, target) -> {
            if (saved.get(name) instanceof NamedTensor.F32 tensor) {
                target.assignInPlace(Tensor.of(tensor.values(), target.shape().toArray()));
            }
        });
    }

    private static List<Long> shape(Tensor tensor) {
        return Arrays.stream(tensor.shape().toArray()).boxed().toList();
    }
}

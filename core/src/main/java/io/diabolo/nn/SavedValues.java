package io.diabolo.nn;

import io.diabolo.engine.Tensor;
import io.diabolo.error.CorruptFileException;
import io.diabolo.safetensors.NamedTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What a weights file holds, for the layers that ask for it while they are built. A layer whose name or shape is not in the
 * file gets nothing, so that a description that lies about its weights takes no more memory than the file has.
 */
public final class SavedValues {

    /** How many mismatches a message names. */
    private static final int NAMED = 20;

    private final Path file;
    private final Map<String, NamedTensor> saved = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    public SavedValues(Path file, List<NamedTensor> tensors) {
        this.file = file;
        tensors.forEach(tensor -> saved.put(tensor.name(), tensor));
    }

    /** The saved tensor of that name; an empty one where the file has no such, which {@link #requireAll} tells of. */
    Tensor take(String name, long... sizes) {
        taken.add(name);
        NamedTensor tensor = saved.get(name);
        List<Long> shape = LongStream.of(sizes).boxed().toList();
        if (tensor == null) {
            wrong.add(name + " is missing");
        } else if (!(tensor instanceof NamedTensor.F32 floats)) {
            wrong.add(name + " is not float32");
        } else if (!tensor.shape().equals(shape)) {
            wrong.add("%s must be %s, is %s".formatted(name, shape, tensor.shape()));
        } else if (!isFinite(floats.values())) {
            wrong.add(name + " holds values that are infinite or not numbers");
        } else {
            return Tensor.of(floats.values(), sizes);
        }
        return Tensor.zeros(0);
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Called when all layers are built.
     *
     * @throws CorruptFileException that names what is missing, of another shape, not finite, or too much
     */
    public void requireAll() {
        List<String> all = new ArrayList<>(wrong);
        saved.keySet().stream()
                .filter(name -> !taken.contains(name))
                .sorted()
                .forEach(name -> all.add(name + " is not part of the architecture"));
        if (all.isEmpty()) {
            return;
        }
        String more = all.size() > NAMED ? "; and %,d more".formatted(all.size() - NAMED) : "";
        throw new CorruptFileException("%s does not fit its architecture: %s%s"
                .formatted(file, String.join("; ", all.subList(0, Math.min(NAMED, all.size()))), more));
    }
}

package io.diabolo.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.json.Json;
import io.diabolo.nn.SavedTensors;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.safetensors.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file that holds all that an exact continuation needs: weights, optimiser, averages, best weights, progress. Written
 * whole or not at all.
 *
 * @param plan of the training
 * @param architecture of the model
 * @param dataHash of the training data
 * @param step how many steps are done
 * @param totalSteps how many the plan has
 */
public record Checkpoint(TrainingPlan plan, JsonNode architecture, String dataHash, long step, long totalSteps) {

    /** Its name in a training's folder. */
    public static final String FILE = "checkpoint.safetensors";

    /**
     * A training before its first step.
     *
     * @param architecture a record, as JSON holds it
     */
    public static Checkpoint of(TrainingPlan plan, Object architecture, String dataHash, long totalSteps) {
        // Through text, so that its numbers are of the kinds that a file's are.
        return new Checkpoint(plan, Json.parse(Json.text(architecture), JsonNode.class), dataHash, 0, totalSteps);
    }

    private static final String HEADER = "training";
    private static final String PROGRESS = "progress";

    /** Whether a folder holds an unfinished training. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** Reads what a checkpoint says about its training. */
    public static Checkpoint describe(Path folder) {
        return parse(folder.resolve(FILE), HEADER, file(folder), Checkpoint.class);
    }

    /** Writes the state of a training between two steps. */
    static void save(Path folder, Trainer trainer, Checkpoint description) {
        List<NamedTensor> tensors = new ArrayList<>();
        slots(trainer.state()).forEach((name, tensor) -> tensors.add(SavedTensors.of(name, tensor)));
        Safetensors.write(
                folder.resolve(FILE),
                tensors,
                new TreeMap<>(Map.of(
                        HEADER,
                        Json.text(description),
                        PROGRESS,
                        Json.text(trainer.state().progress()))));
    }

    /**
     * Brings a trainer that was made from the same plan, model and data to where the checkpoint was taken.
     *
     * @throws BadInputException that names what differs
     */
    public static void restore(Path folder, Trainer trainer, Checkpoint expected) {
        SafetensorsFile file = file(folder);
        Path path = folder.resolve(FILE);
        Checkpoint saved = parse(path, HEADER, file, Checkpoint.class);
        requireSame(path, "plan", saved.plan(), expected.plan());
        requireSame(path, "architecture", saved.architecture(), expected.architecture());
        requireSame(path, "data", saved.dataHash(), expected.dataHash());
        Map<String, NamedTensor> tensors = new HashMap<>();
        file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        try (TensorScope scope = TensorScope.open("resume")) {
            SavedTensors.fill(path, slots(trainer.state()), tensors);
        }
        trainer.resume(parse(path, PROGRESS, file, Progress.class));
    }

    private static SafetensorsFile file(Path folder) {
        return Safetensors.read(folder.resolve(FILE), Safetensors.Limits.STANDARD);
    }

    private static void requireSame(Path path, String what, Object saved, Object wanted) {
        if (!saved.equals(wanted)) {
            throw new BadInputException(
                    "%s is of another training: its %s is %s, asked for is %s; use the same options, or another folder"
                            .formatted(path, what, saved, wanted));
        }
    }

    private static <T> T parse(Path path, String key, SafetensorsFile file, Class<T> type) {
        String text = file.metadata().get(key);
        if (text == null) {
            throw new CorruptFileException("%s is no checkpoint: it lacks '%s'".formatted(path, key));
        }
        return Json.parse(text, type);
    }

    /** Every tensor of the state under a name of its own. */
    private static Map<String, Tensor> slots(CheckpointState state) {
        Map<String, Tensor> slots = new LinkedHashMap<>();
        put(slots, "model", state.model());
        put(slots, "optimizer", state.optimizer());
        put(slots, "average", state.average());
        put(slots, "best", state.best());
        return slots;
    }

    private static void put(Map<String, Tensor> slots, String prefix, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            slots.put(String.format(Locale.ROOT, "%s.%05d", prefix, i), tensors.get(i));
        }
    }
}

package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.OutputException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a training follows from, with nothing left to the data, so that it can be continued, and its model evaluated on
 * the same split: {@code checkpoint.json} beside a checkpoint, {@code training.json} beside the model that came of it.
 *
 * @param data the absolute path of the data; null for the embedded glyphs
 * @param reading how the data is read
 * @param architecture of the model
 * @param plan of the training
 * @param tensorboard whether event files are written
 * @param command the arguments of {@code ./diabolo}, for the reader
 */
record SavedTraining(
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        DataReading reading,
        AutoencoderConfig architecture,
        TrainingPlan plan,
        boolean tensorboard,
        List<String> command) {

    static final String UNFINISHED = "checkpoint.json";
    static final String FINISHED = "training.json";

    SavedTraining {
        command = List.copyOf(command);
    }

    /** The same training, whichever way it was written down. */
    boolean sameAs(SavedTraining other) {
        return equals(new SavedTraining(
                other.data, other.reading, other.architecture, other.plan, other.tensorboard, command));
    }

    DataChoice choice() {
        return new DataChoice(data, reading);
    }

    LoadedData load() {
        return choice().load();
    }

    /** The model as it begins. */
    Autoencoder build(Device device) {
        try (TensorScope scope = TensorScope.open("build", device)) {
            return architecture.build(plan.seed());
        }
    }

    static Optional<SavedTraining> read(Path folder, String name) {
        return SavedRequests.find(folder.resolve(name), "reading", SavedTraining.class);
    }

    void write(Path folder, String name) {
        AtomicFiles.writeString(folder.resolve(name), Json.text(this) + "\n");
    }

    /** Removes what only an unfinished training has. */
    static void removeUnfinished(Path folder) {
        Path file = folder.resolve(UNFINISHED);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OutputException("%s cannot be removed: %s".formatted(file, e), e);
        }
    }
}

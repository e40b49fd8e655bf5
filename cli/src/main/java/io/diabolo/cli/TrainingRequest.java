package io.diabolo.cli;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a training follows from, so that it can be continued, and its model evaluated on the same split: {@code
 * checkpoint.json} beside a checkpoint, {@code training.json} beside the model that came of it.
 *
 * @param data the absolute path of the data; null for the embedded glyphs
 * @param reading how the data is read
 * @param architecture of the model
 * @param plan of the training
 * @param tensorboard whether event files are written
 * @param command the arguments of {@code ./diabolo}, for the reader
 */
record TrainingRequest(
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        DataChoices.Reading reading,
        AutoencoderConfig architecture,
        TrainingPlan plan,
        boolean tensorboard,
        List<String> command) {

    TrainingRequest {
        command = List.copyOf(command);
    }

    /** The same training, whichever way it was written down. */
    boolean sameAs(TrainingRequest other) {
        return equals(new TrainingRequest(
                other.data, other.reading, other.architecture, other.plan, other.tensorboard, command));
    }

    static final String UNFINISHED = "checkpoint.json";
    static final String FINISHED = "training.json";

    LoadedData load() {
        return DataSource.open(data == null ? null : Path.of(data), reading.options());
    }

    static Optional<TrainingRequest> read(Path folder, String name) {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Json.read(file, TrainingRequest.class)) : Optional.empty();
    }
}

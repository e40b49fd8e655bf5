package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.data.LoadedData;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.Likelihood;
import io.diabolo.store.ModelDescription;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a model is on a test part.
 *
 * @param model its folder
 * @param data the path of the data; null for that of the training
 * @param reading how the data is read; what decides about its test part is else that of the training
 * @param precision of large products
 * @param importance samples of each posterior for the likelihood of a variational model, from 1
 */
public record EvaluateRequest(
        String model,
        @JsonSetter(nulls = Nulls.SET) @Nullable String data,
        DataReading reading,
        PrecisionChoice precision,
        int importance) {

    /** Importance samples where nobody says how many: a bound; the published figures take 5,000. */
    public static final int USUAL_IMPORTANCE = 100;

    private static final String GLYPHS = "glyphs";

    public EvaluateRequest {
        Likelihood.requireImportance(importance);
    }

    /** With as many importance samples as are usual. */
    public EvaluateRequest(String model, @Nullable String data, DataReading reading, PrecisionChoice precision) {
        this(model, data, reading, precision, USUAL_IMPORTANCE);
    }

    /** On the test part of the data that it was trained on. */
    public static EvaluateRequest of(Path model) {
        return new EvaluateRequest(model.toString(), null, DataReading.defaults(), PrecisionChoice.AUTO);
    }

    LoadedData load(TrainedModel trained, JobControl control) {
        ModelDescription description = trained.description();
        Optional<SavedTraining> training = SavedTraining.read(Path.of(model), SavedTraining.FINISHED);
        Path path = path(description, training);
        DataReading chosen = training.filter(saved -> !reading.decidesSplit() && isSame(saved, path))
                .map(SavedTraining::reading)
                .orElse(reading);
        LoadedData loaded =
                ModelData.open(path, trained.preprocessing(), chosen.options().withStrict(reading.strict()));
        if (!loaded.train().hash().equals(description.provenance().dataHash())) {
            control.note(
                    "this is not the training split that the model learned from (%s, or split otherwise): test samples may be among those it has seen"
                            .formatted(description.provenance().data()));
        }
        return loaded;
    }

    private @Nullable Path path(ModelDescription description, Optional<SavedTraining> training) {
        if (data != null) {
            return Path.of(data);
        }
        if (training.isPresent()) {
            String path = training.get().data();
            return path == null ? null : Path.of(path);
        }
        if (description.provenance().data().equals(GLYPHS)) {
            return null;
        }
        throw new BadInputException("%s was trained on '%s': say where that is with --data"
                .formatted(model, description.provenance().data()));
    }

    /** The same file or folder, or one of the same name: data is moved more often than it is renamed. */
    private static boolean isSame(SavedTraining training, @Nullable Path path) {
        if (training.data() == null || path == null) {
            return training.data() == null && path == null;
        }
        Path absolute = path.toAbsolutePath().normalize();
        return Objects.equals(absolute.getFileName(), Path.of(training.data()).getFileName());
    }
}

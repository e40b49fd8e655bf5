package io.diabolo.cli;

import io.diabolo.corrupt.Corruption;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelDescription;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo eval}. */
@Command(
        name = "eval",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Measures a model on the test split, beside PCA and the mean image.",
            "Size and channels are the model's own; a denoiser sees the noise that it was trained for. The data is split as it was for the training, unless options below say otherwise."
        },
        footer = {"", "Example:", "  ./diabolo eval my-model --data photos"})
final class EvalCommand implements Callable<Integer> {

    private static final String GLYPHS = "glyphs";

    private final Session session;

    @Parameters(paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The data (default: that of the training).")
    private @Nullable Path data;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private CommonOptions common = new CommonOptions();

    EvalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Device device = common.startEngine();
        try (PictureAutoencoder model = PictureAutoencoder.load(folder, device)) {
            ModelDescription description = model.description();
            LoadedData loaded = load(description);
            loaded.notes().forEach(note -> common.say(session, note));
            Corruption corruption = description.provenance().plan().noise().corruption();
            TestResult result = TestResult.measure(model, loaded, corruption, common.precision(), device);
            common.answer(session, result, () -> result.table().toString());
        }
        return ExitCodes.OK;
    }

    private LoadedData load(ModelDescription description) {
        Optional<TrainingRequest> training = TrainingRequest.read(folder, TrainingRequest.FINISHED);
        Path path = path(description, training);
        DataOptions options = training.filter(request -> !reading.choosesSplit() && isSame(request, path))
                .map(TrainingRequest::reading)
                .orElse(reading.reading())
                .options();
        Preprocessing preprocessing = description.preprocessing();
        LoadedData loaded = DataSource.open(
                path,
                Inputs.options(preprocessing, options)
                        .withStrict(reading.reading().strict()));
        LoadedData fitted = new LoadedData(
                FittedDataset.of(loaded.train(), preprocessing),
                FittedDataset.of(loaded.validation(), preprocessing),
                FittedDataset.of(loaded.test(), preprocessing),
                loaded.notes());
        if (!fitted.train().hash().equals(description.provenance().dataHash())) {
            common.say(
                    session,
                    "this is not the training split that the model learned from (%s, or split otherwise): test samples may be among those it has seen"
                            .formatted(description.provenance().data()));
        }
        return fitted;
    }

    private @Nullable Path path(ModelDescription description, Optional<TrainingRequest> training) {
        if (data != null) {
            return data;
        }
        if (training.isPresent()) {
            String path = training.get().data();
            return path == null ? null : Path.of(path);
        }
        if (description.provenance().data().equals(GLYPHS)) {
            return null;
        }
        throw new BadInputException("%s was trained on '%s': say where that is with --data"
                .formatted(folder, description.provenance().data()));
    }

    /** The same folder, or one of the same name: data is moved more often than it is renamed. */
    private static boolean isSame(TrainingRequest request, @Nullable Path path) {
        if (request.data() == null || path == null) {
            return request.data() == null && path == null;
        }
        Path absolute = path.toAbsolutePath().normalize();
        return Objects.equals(absolute.getFileName(), Path.of(request.data()).getFileName());
    }
}

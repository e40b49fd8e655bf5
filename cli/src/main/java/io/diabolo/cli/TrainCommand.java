package io.diabolo.cli;

import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.error.BadInputException;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./diabolo train}: decides between a new training and one to continue, then runs it. */
@Command(
        name = "train",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Trains an autoencoder and saves it with its figures, its curves and a sheet of reconstructions.",
        footer = {
            "",
            "Examples:",
            "  ./diabolo train                                              the embedded pictures, into ./diabolo-model",
            "  ./diabolo train --data photos --size 96x64 --model conv --latent 64 --out photos-model",
            "  ./diabolo train --data mnist --corrupt gaussian:127 --out denoiser",
            "  ./diabolo train --data mnist --model conv --variational --beta 1 --out vae",
            "  ./diabolo train --resume --out vae                           goes on after Ctrl-C"
        })
final class TrainCommand implements Callable<Integer> {

    /** Options that may stand beside --resume without describing the training once more. */
    private static final Set<String> OF_THE_RUN =
            Set.of("--resume", "--out", "--json", "--quiet", "--threads", "--device", "--debug");

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Pictures in a folder, idx files, CIFAR-10, .npy or .npz (default: glyphs, the embedded pictures).")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the model goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "diabolo-model")
    private Path out = Path.of("diabolo-model");

    @Option(names = "--resume", description = "Go on with the interrupted training in --out, exactly.")
    private boolean resume;

    @Option(names = "--force", description = "Replace what --out holds.")
    private boolean force;

    @Option(names = "--tensorboard", description = "Write TensorBoard event files into --out/tensorboard.")
    private boolean tensorboard;

    @Mixin
    private ModelChoices model = new ModelChoices();

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private CommonOptions common = new CommonOptions();

    TrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<TrainingRequest> unfinished =
                Checkpoint.exists(out) ? TrainingRequest.read(out, TrainingRequest.UNFINISHED) : Optional.empty();
        boolean resumes = decide(unfinished);
        TrainingRequest request;
        LoadedData loaded;
        if (resumes) {
            request = unfinished.orElseThrow();
            loaded = request.load();
            if (describesTraining()) {
                requireSame(request, request(loaded));
            }
        } else {
            loaded = DataSource.open(data, reading.reading().options());
            request = request(loaded);
        }
        loaded.notes().forEach(note -> common.say(session, note));
        return new TrainingRun(session, common, out, request, loaded).run(resumes);
    }

    private boolean decide(Optional<TrainingRequest> unfinished) {
        if (resume && unfinished.isEmpty()) {
            throw new BadInputException("%s holds no unfinished training to resume: leave --resume out".formatted(out));
        }
        if (resume && force) {
            throw new BadInputException("--resume continues what --out holds, --force replaces it: leave one out");
        }
        if (resume || force) {
            return resume;
        }
        if (unfinished.isPresent()) {
            Checkpoint at = Checkpoint.describe(out);
            String what =
                    "%s holds an unfinished training (step %,d of %,d)".formatted(out, at.step(), at.totalSteps());
            if (session.agrees(what + ": resume it?")) {
                return true;
            }
            throw new BadInputException(what + ": --resume continues it, --force starts anew");
        }
        if (Checkpoint.exists(out)) {
            throw new BadInputException(
                    "%s holds the checkpoint of a training that another program began: choose another --out, or replace it with --force"
                            .formatted(out));
        }
        if (ModelFolder.exists(out)) {
            throw new BadInputException(
                    "%s holds a model: choose another --out, or replace it with --force".formatted(out));
        }
        return false;
    }

    private TrainingRequest request(LoadedData loaded) {
        AutoencoderConfig architecture = model.architecture(Preprocessing.of(loaded.train()), plan.corrupts());
        TrainingPlan chosen = plan.plan(common.seed(), common.precision(List.of(architecture)), loaded.train());
        return new TrainingRequest(
                data == null ? null : data.toAbsolutePath().normalize().toString(),
                reading.reading(),
                architecture,
                chosen,
                tensorboard,
                spec.root().commandLine().getParseResult().originalArgs());
    }

    private boolean describesTraining() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .anyMatch(option -> !OF_THE_RUN.contains(option.longestName()));
    }

    private void requireSame(TrainingRequest saved, TrainingRequest asked) {
        if (!saved.sameAs(asked)) {
            throw new BadInputException(
                    "the options differ from those of the training in %s: repeat them, or give --resume and --out alone"
                            .formatted(out));
        }
    }
}

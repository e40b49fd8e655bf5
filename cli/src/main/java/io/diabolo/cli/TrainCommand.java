package io.diabolo.cli;

import io.diabolo.jobs.Output;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.jobs.Words;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo train}: a new training, or one that goes on. */
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
            "  ./diabolo train --data readings.csv --target label --latent 3    a table",
            "  ./diabolo train --data sensors.csv --columns temp,load --window 128 --stride 16    windows of a series",
            "  ./diabolo train --data mnist --corrupt gaussian:127 --out denoiser",
            "  ./diabolo train --data mnist --model conv --variational --beta 1 --out vae",
            "  ./diabolo train --resume --out vae                           goes on after Ctrl-C"
        })
final class TrainCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Pictures in a folder, a table (.csv, .tsv), idx files, CIFAR-10, .npy or .npz (default: glyphs, the embedded pictures).")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the model goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "diabolo-model")
    private Path out = Path.of("diabolo-model");

    @Option(names = "--tensorboard", description = "Write TensorBoard event files into --out/tensorboard.")
    private boolean tensorboard;

    @Mixin
    private ExistingChoices folder = new ExistingChoices();

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
        try (LongRun run = LongRun.ofTraining(session, common)) {
            TrainOutcome outcome = common.jobs().train(request(), run.training());
            run.endProgress();
            if (outcome.interrupted()) {
                return run.interrupted(" at step %,d; go on with: ./diabolo train --resume --out %s"
                        .formatted(outcome.training().steps(), Words.quoted(out.toString())));
            }
            if (common.json() || !common.quiet()) {
                common.answer(session, outcome, () -> text(outcome));
            }
            return ExitCodes.OK;
        }
    }

    private TrainRequest request() {
        Output output = new Output(out.toString(), folder.existing(session, out), tensorboard);
        return new TrainRequest(output, reading.choice(data), model.choice(), plan.choice(common), common.command());
    }

    private static String text(TrainOutcome outcome) {
        TrainingResult training = outcome.training();
        return "%s %,d steps, %.0f s, %,.0f images/s; best validation loss %.5g at step %,d%n%n%s%nmodel:   %s%n%s"
                .formatted(
                        training.reason() == TrainingResult.Reason.STOPPED_EARLY ? "stopped early after" : "trained",
                        training.steps(),
                        training.seconds(),
                        training.imagesPerSecond(),
                        training.bestValidationLoss(),
                        training.bestStep(),
                        outcome.test() == null
                                ? ""
                                : outcome.test().table()
                                        + outcome.test().nats().map(nats -> "\n" + nats).orElse("") + "\n" + outcome.test().verdict() + "\n"
                                        + (outcome.course().isEmpty() ? "" : outcome.course() + "\n"),
                        outcome.model(),
                        outcome.picture() == null ? "" : "picture: " + outcome.picture() + "\n");
    }
}

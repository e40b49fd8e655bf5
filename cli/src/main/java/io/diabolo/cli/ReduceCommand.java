package io.diabolo.cli;

import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.ModelChoice;
import io.diabolo.jobs.ReduceRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo reduce}. */
@Command(
        name = "reduce",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Writes samples in fewer numbers: trains an autoencoder on them and encodes all of them, in one go.",
            "Says what is lost, on samples held out, beside PCA with as many numbers: the error, who is next to whom, and how well labels can be told."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo reduce --data readings.csv --target state --to 3 -o codes.csv",
            "  ./diabolo reduce --data photos --size 32x32 --to 16 -o codes.npy --keep photos-model"
        })
final class ReduceCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A table, series, an array or a folder of pictures.")
    private Path data = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "D", description = "How many numbers each sample becomes.")
    private int to;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write, .npy or .csv.")
    private Path out = Path.of("");

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep the model there, to encode more or to decode.")
    private @Nullable Path keep;

    @Option(names = "--model", paramLabel = "mlp|conv", description = "The networks (default: mlp, of series conv).")
    private ModelChoice.@Nullable Kind kind;

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private TrainingOptions common = new TrainingOptions();

    ReduceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ModelChoice auto = ModelChoice.auto();
        ReduceRequest request = new ReduceRequest(
                reading.choice(data),
                to,
                out.toString(),
                keep == null ? null : keep.toString(),
                kind == null ? auto : auto.withKind(kind),
                plan.choice(common));
        try (CtrlC ctrlC = CtrlC.watch();
                ProgressListener progress = new ProgressListener(session, common)) {
            JobControl control = common.control(session)
                    .withTraining(progress)
                    .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            ReduceRequest.Outcome outcome = common.jobs().reduce(request, control);
            progress.close();
            if (outcome.interrupted()) {
                common.say(session, "interrupted; nothing was written");
                return ExitCodes.INTERRUPTED;
            }
            common.answer(session, outcome, () -> "%s%n%,d codes of %d numbers in %s%n%s"
                    .formatted(
                            outcome.table(),
                            outcome.codes(),
                            outcome.numbers(),
                            outcome.file(),
                            outcome.model() == null ? "" : "model: " + outcome.model() + "\n"));
            return ExitCodes.OK;
        }
    }
}

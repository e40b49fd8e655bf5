package io.diabolo.cli;

import io.diabolo.jobs.Output;
import io.diabolo.jobs.SignalTrainOutcome;
import io.diabolo.jobs.SignalTrainRequest;
import io.diabolo.jobs.Words;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo denoise-signal train}: a new training, or one that goes on. */
@Command(
        name = "train",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Trains a denoiser on clean signals: it sees windows of them with noise, and learns what they were.",
            "Says how much better than a Kalman smoother it is, on the last fifth of the time. Windows have 512 rows unless --window says otherwise, a multiple of 64; noise is gaussian:10..100, in hundredths of a standard deviation, unless --corrupt does."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo denoise-signal train --data clean.csv --columns temp,load --minutes 3 --out my-denoiser",
            "  ./diabolo denoise-signal train --data 100.hea --window 1024 --corrupt gaussian:40..60 --out heart",
            "  ./diabolo denoise-signal train --resume --out heart                  goes on after Ctrl-C"
        })
final class DenoiseSignalTrainCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Clean signals: a table, an array [rows, columns] or a WFDB record.")
    private @Nullable Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the denoiser goes.")
    private Path out = Path.of("");

    @Mixin
    private ExistingChoices folder = new ExistingChoices();

    @Mixin
    private PlanChoices plan = new PlanChoices();

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private TrainingOptions common = new TrainingOptions();

    DenoiseSignalTrainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SignalTrainRequest request = new SignalTrainRequest(
                new Output(out.toString(), folder.existing(), false),
                reading.choice(data),
                plan.choice(common),
                common.command());
        try (LongRun run = LongRun.ofTraining(session, common)) {
            SignalTrainOutcome outcome = common.jobs().trainSignalDenoiser(request, run.training());
            run.endProgress();
            if (outcome.interrupted()) {
                return run.interrupted(" at step %,d; go on with: ./diabolo denoise-signal train --resume --out %s"
                        .formatted(outcome.training().steps(), Words.quoted(out.toString())));
            }
            common.answer(session, outcome, () -> "%smodel: %s%n"
                    .formatted(
                            outcome.gains().isEmpty() ? "" : "%s%s%n".formatted(outcome.table(), outcome.verdict()),
                            outcome.model()));
            return ExitCodes.OK;
        }
    }
}

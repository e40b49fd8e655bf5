package io.diabolo.cli;

import io.diabolo.jobs.DenoiseSignalRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.SignalChoice;
import io.diabolo.jobs.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./diabolo denoise-signal}; its subcommand trains a denoiser. */
@Command(
        name = "denoise-signal",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Takes noise away from the columns of a table, an array or a WFDB record, and fills their gaps.",
            "Works at once with a Kalman smoother, which is fitted to each column; better where clean signals of the kind are at hand, with a model of: denoise-signal train. The same table comes out, with the ends of a 95%% interval beside each column."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo denoise-signal sensors.csv                          -> sensors-clean.csv",
            "  ./diabolo denoise-signal sensors.csv --columns 2,3 --report findings -o clean.csv",
            "  ./diabolo denoise-signal train --data clean.csv --columns temp --out my-denoiser",
            "  ./diabolo denoise-signal sensors.csv --model my-denoiser -o clean.csv"
        })
final class DenoiseSignalCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    // Not required, as picocli sees it: the subcommand has none.
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A table (.csv, .tsv), an array [rows, columns] (.npy, .npz) or a WFDB record (.hea).")
    private @Nullable Path file;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "A,B",
            description = "Columns to clean, by name or number from 1 (default: all numbers; with a model, its own).")
    private List<String> columns = List.of();

    @Option(names = "--ignore", split = ",", paramLabel = "A,B", description = "Columns to leave as they are.")
    private List<String> ignore = List.of();

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "The column that tells when a row was measured (default: the only one of times).")
    private @Nullable String time;

    @Option(names = "--model", paramLabel = "DIR", description = "A denoiser of: denoise-signal train.")
    private @Nullable Path model;

    @Option(names = "--fill", description = "Keep known values, fill the gaps alone.")
    private boolean fill;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The file to write, .csv, .tsv or .npy (default: NAME-clean.csv beside the input).")
    private @Nullable Path out;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.html there, with charts and residuals.")
    private @Nullable Path report;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the report (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Option(names = "--force", description = "Replace a file that exists.")
    private boolean force;

    @Mixin
    private EngineOptions common = new EngineOptions();

    DenoiseSignalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "missing required parameter: a FILE with signals, or the command train");
        }
        DenoiseSignalRequest request = new DenoiseSignalRequest(
                new SignalChoice(file.toString(), columns, ignore, time),
                model == null ? null : model.toString(),
                new FileOutput(out == null ? null : out.toString(), force),
                fill,
                report == null ? null : report.toString(),
                lang);
        DenoiseSignalRequest.Outcome outcome = common.jobs().denoiseSignal(request, common.control(session));
        common.answer(session, outcome, () -> "%s%n%,d rows in %s%n%s"
                .formatted(
                        outcome.table(),
                        outcome.rows(),
                        outcome.file(),
                        outcome.report() == null ? "" : "report: %s%n".formatted(outcome.report())));
        return ExitCodes.OK;
    }
}

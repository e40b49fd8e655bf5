package io.diabolo.cli;

import io.diabolo.jobs.SamplesOutcome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo reconstruct}. */
@Command(
        name = "reconstruct",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Sends pictures through a model and writes what comes out, under their names as PNG, with a sheet that shows both side by side.",
            "Of a table the same columns come out, in the same units, with gaps filled; columns that the model does not know are copied. Windows of a series are laid back over its rows."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo reconstruct my-model photos/*.jpg --out reconstructed",
            "  ./diabolo reconstruct my-table-model readings.csv --fill -o filled.csv"
        })
final class ReconstructCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ModelInputs inputs = new ModelInputs();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR|FILE",
            description = "The folder for pictures; the file for a table or series.")
    private Path out = Path.of("");

    @Option(names = "--fill", description = "Tables and series: keep known cells, fill the gaps alone.")
    private boolean fill;

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    ReconstructCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SamplesOutcome outcome =
                common.jobs().reconstruct(inputs.reconstruct(out, fill, common.precision()), common.control(session));
        common.answer(session, outcome, () -> outcome.text());
        return ExitCodes.OK;
    }
}

package io.diabolo.cli;

import io.diabolo.jobs.DecodeRequest;
import io.diabolo.jobs.SamplesOutcome;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo decode}. */
@Command(
        name = "decode",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Makes pictures, or rows, of codes.",
        footer = {"", "Example:", "  ./diabolo decode my-model codes.npy --out decoded"})
final class DecodeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "CODES", description = "A .npy or .csv file, as encode writes it.")
    private Path codes = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR|FILE",
            description = "The folder for pictures; the file for rows of a table or series.")
    private Path out = Path.of("");

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    DecodeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DecodeRequest request =
                new DecodeRequest(folder.toString(), codes.toString(), out.toString(), common.precision());
        SamplesOutcome outcome = common.jobs().decode(request, common.control(session));
        common.answer(session, outcome, () -> outcome.text());
        return ExitCodes.OK;
    }
}

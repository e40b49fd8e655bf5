package io.diabolo.cli;

import io.diabolo.jobs.EncodeRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo encode}. */
@Command(
        name = "encode",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Writes the code of each picture, row or window: as .npy (float32, one row each) or .csv (with names).",
        footer = {"", "Example:", "  ./diabolo encode my-model photos -o codes.csv"})
final class EncodeCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ModelInputs inputs = new ModelInputs();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write, .npy or .csv.")
    private Path out = Path.of("");

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    EncodeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EncodeRequest.Outcome encoded =
                common.jobs().encode(inputs.encode(out, common.precision()), common.control(session));
        common.answer(session, encoded, () -> "%,d codes of %d numbers in %s%n"
                .formatted(encoded.codes(), encoded.latent(), encoded.file()));
        return ExitCodes.OK;
    }
}

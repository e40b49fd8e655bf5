package io.diabolo.cli;

import io.diabolo.jobs.ClusterRequest;
import io.diabolo.jobs.EncodeRequest;
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
    private String out = "";

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    EncodeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (spark.asked()) {
            ClusterRequest request = spark.request(inputs.model(), inputs.names(), out);
            return SparkOptions.run(session, common, (jobs, control) -> jobs.encode(request, control));
        }
        EncodeRequest.Outcome encoded =
                common.jobs().encode(inputs.encode(out, common.precision()), common.control(session));
        common.answer(session, encoded, () -> "%,d codes of %d numbers in %s%n"
                .formatted(encoded.codes(), encoded.latent(), encoded.file()));
        return ExitCodes.OK;
    }
}

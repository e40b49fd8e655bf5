package io.diabolo.cli;

import io.diabolo.jobs.EncodeRequest;
import io.diabolo.jobs.PrecisionChoice;
import io.diabolo.jobs.ReconstructRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model and what is sent through it. */
final class ModelInputs {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path model = Path.of("");

    // Text, as the address of a table on a cluster is no path of this machine.
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IN",
            description = "Pictures, folders of them, .npy or idx files; or one table or series.")
    private List<String> inputs = List.of();

    @Option(names = "--strict", description = "A picture that does not decode is an error instead of being skipped.")
    private boolean strict;

    EncodeRequest encode(String out, PrecisionChoice precision) {
        return new EncodeRequest(model.toString(), inputs, out, strict, precision);
    }

    ReconstructRequest reconstruct(Path out, boolean fill, PrecisionChoice precision) {
        return new ReconstructRequest(model.toString(), inputs, out.toString(), strict, fill, precision);
    }

    String model() {
        return model.toString();
    }

    List<String> names() {
        return inputs;
    }
}

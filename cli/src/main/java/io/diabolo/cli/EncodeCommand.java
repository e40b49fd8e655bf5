package io.diabolo.cli;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo encode}. */
@Command(
        name = "encode",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Writes the code of each picture: as .npy (float32, one row each) or .csv (with names).",
        footer = {"", "Example:", "  ./diabolo encode my-model photos -o codes.csv"})
final class EncodeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IN",
            description = "Pictures, folders of them, .npy or idx files.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write, .npy or .csv.")
    private Path out = Path.of("");

    @Option(names = "--strict", description = "A picture that does not decode is an error instead of being skipped.")
    private boolean strict;

    @Mixin
    private CommonOptions common = new CommonOptions();

    EncodeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CodeFiles.requireKnown(out);
        List<String> names = new ArrayList<>();
        List<float[]> codes = new ArrayList<>();
        Device device = common.startEngine();
        try (PictureAutoencoder model = PictureAutoencoder.load(folder, device);
                Autocast autocast = Autocast.open(common.precision(), device)) {
            Inputs.encode(inputs, model, strict, note -> common.say(session, note), part -> {
                names.addAll(part.names());
                codes.addAll(part.codes());
            });
        }
        new CodeFiles(names, codes).write(out);
        Encoded encoded = new Encoded(codes.size(), codes.get(0).length, out.toString());
        common.answer(session, encoded, () -> "%,d codes of %d numbers in %s%n"
                .formatted(encoded.codes, encoded.latent, encoded.file));
        return ExitCodes.OK;
    }

    /** The answer of {@code --json}. */
    private record Encoded(int codes, int latent, String file) {}
}

package io.diabolo.cli;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.image.Picture;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.List;
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
        description = "Makes pictures of codes.",
        footer = {"", "Example:", "  ./diabolo decode my-model codes.npy --out decoded"})
final class DecodeCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "CODES", description = "A .npy or .csv file, as encode writes it.")
    private Path codes = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the pictures go.")
    private Path out = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    DecodeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CodeFiles file = CodeFiles.read(codes);
        Device device = common.startEngine();
        try (PictureAutoencoder model = PictureAutoencoder.load(folder, device);
                Autocast autocast = Autocast.open(common.precision(), device)) {
            List<Picture> pictures = model.decode(file.matrix());
            PictureWriter writer = PictureWriter.of(out, model);
            for (int i = 0; i < pictures.size(); i++) {
                String name = file.names().isEmpty()
                        ? "%05d".formatted(i)
                        : file.names().get(i);
                writer.write(name, null, pictures.get(i));
            }
        }
        Decoded decoded = new Decoded(file.values().size(), out.toString());
        common.answer(session, decoded, () -> "%,d pictures in %s%n".formatted(decoded.pictures, out));
        return ExitCodes.OK;
    }

    /** The answer of {@code --json}. */
    private record Decoded(int pictures, String folder) {}
}

package io.diabolo.cli;

import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.image.Picture;
import io.diabolo.task.PictureAutoencoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo reconstruct}. */
@Command(
        name = "reconstruct",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Sends pictures through a model and writes what comes out, under their names as PNG, with a sheet that shows both side by side.",
        footer = {"", "Example:", "  ./diabolo reconstruct my-model photos/*.jpg --out reconstructed"})
final class ReconstructCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IN",
            description = "Pictures, folders of them, .npy or idx files.")
    private List<Path> inputs = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the pictures go.")
    private Path out = Path.of("");

    @Option(names = "--strict", description = "A picture that does not decode is an error instead of being skipped.")
    private boolean strict;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final List<Picture> originals = new ArrayList<>();
    private final List<Picture> reconstructions = new ArrayList<>();

    ReconstructCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Device device = common.startEngine();
        try (PictureAutoencoder model = PictureAutoencoder.load(folder, device);
                Autocast autocast = Autocast.open(common.precision(), device)) {
            PictureWriter writer = PictureWriter.of(out, model);
            int count = Inputs.encode(
                    inputs, model, strict, note -> common.say(session, note), part -> write(part, model, writer));
            writer.sheet(SampleSheet.draw(originals, List.of(), reconstructions));
            Written written = new Written(count, out.toString());
            common.answer(session, written, () -> "%,d pictures in %s, the first of them beside their originals in %s%n"
                    .formatted(count, out, out.resolve(PictureWriter.SHEET)));
        }
        return ExitCodes.OK;
    }

    private void write(Inputs.Part part, PictureAutoencoder model, PictureWriter writer) {
        List<Picture> pictures = model.decode(part.codes().toArray(float[][]::new));
        for (int i = 0; i < pictures.size(); i++) {
            writer.write(part.names().get(i), part.files().get(i), pictures.get(i));
            if (originals.size() < SampleSheet.COLUMNS) {
                originals.add(part.originals().get(i));
                reconstructions.add(pictures.get(i));
            }
        }
    }

    /** The answer of {@code --json}. */
    private record Written(int pictures, String folder) {}
}

package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.DecompressOutcome;
import io.diabolo.jobs.DecompressRequest;
import io.diabolo.jobs.FileOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo decompress}. */
@Command(
        name = "decompress",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Makes pictures of .dbl files.",
            "What is intact in a damaged file is decoded; what is lost is named, and the command ends with code 4."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo decompress photo.dbl                               -> photo.png",
            "  ./diabolo decompress photo.dbl -o again.png",
            "  ./diabolo decompress small --out pictures                    as they lie in small"
        })
final class DecompressCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that compress has made, or folders of them.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR|FILE",
            description =
                    "A folder for the pictures, or the name of one: .png, .jpg, .bmp, .pgm or .ppm (default: .png beside the file).")
    private @Nullable Path out;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "A codec of codec train (default: the released one that the file names).")
    private @Nullable Path folder;

    @Option(names = "--force", description = "Replace pictures that exist.")
    private boolean force;

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    DecompressCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        DecompressRequest request = new DecompressRequest(
                inputs.stream().map(Path::toString).toList(),
                new FileOutput(out == null ? null : out.toString(), force),
                folder == null ? null : folder.toString());
        try (LongRun run = LongRun.ofParts(session, common)) {
            DecompressOutcome outcome = common.jobs().withCodecs(codecs).decompress(request, run.files());
            // Said even with --quiet: the picture is not what was compressed.
            outcome.losses().forEach(session.err()::println);
            if (common.json() || !outcome.pictures().isEmpty()) {
                common.answer(session, outcome, () -> outcome.table().toString());
            }
            int code = run.end(outcome.ending());
            return code == ExitCodes.OK && !outcome.losses().isEmpty() ? ExitCodes.BAD_FILE : code;
        }
    }
}

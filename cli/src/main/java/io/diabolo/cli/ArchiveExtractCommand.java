package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.ArchiveExtractOutcome;
import io.diabolo.jobs.ArchiveExtractRequest;
import io.diabolo.jobs.FileOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo archive extract}. */
@Command(
        name = "extract",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Makes PNG files of the pictures of an archive, with their paths and times.",
            "What is whole in a damaged archive is extracted; what is lost is named, and the command ends with code 4."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo archive extract pictures.dba --out again",
            "  ./diabolo archive extract pictures.dba holidays/beach.jpg --region 100,0,640,480 --out part"
        })
final class ArchiveExtractCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Parameters(index = "0", paramLabel = "ARCHIVE", description = "The archive.")
    private Path archive = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME",
            description = "Pictures, or folders of them, as archive list names them (default: all).")
    private List<String> names = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "A folder for the pictures.")
    private Path out = Path.of("");

    @Option(
            names = "--region",
            paramLabel = "X,Y,W,H",
            description = "Only this rectangle of each picture, in pixels; tiles outside of it are not decoded.")
    private @Nullable String region;

    @Option(
            names = "--metadata",
            description = "Write EXIF, ICC profiles and XMP too, beside the pictures as .exif, .icc and .xmp.")
    private boolean metadata;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "The archive's codec (default: the one that it carries, or the released one that it names).")
    private @Nullable Path folder;

    @Option(names = "--force", description = "Replace pictures that exist.")
    private boolean force;

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    ArchiveExtractCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        ArchiveExtractRequest request = new ArchiveExtractRequest(
                archive.toString(),
                names,
                new FileOutput(out.toString(), force),
                metadata,
                folder == null ? null : folder.toString(),
                region);
        try (LongRun run = LongRun.ofParts(session, common)) {
            ArchiveExtractOutcome outcome = common.jobs().withCodecs(codecs).extractArchive(request, run.files());
            // Said even with --quiet: something is not what was put in.
            outcome.losses().forEach(session.err()::println);
            if (common.json() || !outcome.result().pictures().isEmpty()) {
                common.answer(session, outcome, () -> outcome.result().table().toString());
            }
            int code = run.end(outcome.result().ending());
            return code == ExitCodes.OK && !outcome.losses().isEmpty() ? ExitCodes.BAD_FILE : code;
        }
    }
}

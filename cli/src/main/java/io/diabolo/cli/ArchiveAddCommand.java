package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.ArchiveAddRequest;
import io.diabolo.jobs.ArchiveOutcome;
import io.diabolo.jobs.Jobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo archive add}. */
@Command(
        name = "add",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Puts more pictures into an archive, at the quality of those that are there.",
            "A picture that it has already, of the same name and time, is left as it is.",
            "Where pictures of the archive itself are lost, that is said, and the command ends with code 4."
        },
        footer = {"", "Examples:", "  ./diabolo archive add pictures.dba more-pictures"})
final class ArchiveAddCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Parameters(index = "0", paramLabel = "ARCHIVE", description = "The archive.")
    private Path archive = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PICTURE", description = "Pictures, or folders of them.")
    private List<Path> inputs = List.of();

    @Option(names = "--no-metadata", description = "Drop EXIF, ICC profiles and XMP, and say so.")
    private boolean noMetadata;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "The archive's codec (default: the one that it carries, or the released one that it names).")
    private @Nullable Path folder;

    @Mixin
    private EffortOption effort = new EffortOption();

    @Mixin
    private SparkCodingOptions spark = new SparkCodingOptions();

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    ArchiveAddCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        ArchiveAddRequest request = new ArchiveAddRequest(
                archive.toString(),
                inputs.stream().map(Path::toString).toList(),
                !noMetadata,
                folder == null ? null : folder.toString(),
                effort.value());
        Optional<String> master = spark.master();
        Jobs jobs = common.jobs().withCodecs(codecs);
        try (LongRun run = LongRun.ofParts(session, common)) {
            ArchiveOutcome outcome = master.map(cluster -> jobs.addToArchive(request, cluster, run.files()))
                    .orElseGet(() -> jobs.addToArchive(request, run.files()));
            // Said even with --quiet, and now: once the archive has a new index, verify finds nothing missing.
            outcome.problems().forEach(problem -> session.err().println("%s: %s".formatted(archive, problem)));
            common.answer(session, outcome, outcome::text);
            int code = spark.end(run, outcome.ending());
            return code == ExitCodes.OK && !outcome.problems().isEmpty() ? ExitCodes.BAD_FILE : code;
        }
    }
}

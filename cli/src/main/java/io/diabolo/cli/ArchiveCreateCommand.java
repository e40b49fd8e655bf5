package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.ArchiveCreateRequest;
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

/** {@code ./diabolo archive create}. */
@Command(
        name = "create",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Puts pictures into one file, with their paths, order and times.",
            "What a run that was stopped or killed left is gone on with by the same command."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo archive create pictures -o pictures.dba",
            "  ./diabolo archive create faces --codec my-codec --embed-codec --psnr 34 -o faces.dba"
        })
final class ArchiveCreateCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "Pictures, or folders of them.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The archive, with .dba.")
    private Path out = Path.of("");

    @Mixin
    private QualityOptions quality = new QualityOptions();

    @Mixin
    private EffortOption effort = new EffortOption();

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "A codec of codec train (default: the shipped one for photographs).")
    private @Nullable Path folder;

    @Option(names = "--embed-codec", description = "Let the archive carry its codec, so that nothing else is needed.")
    private boolean embedCodec;

    @Option(names = "--no-metadata", description = "Drop EXIF, ICC profiles and XMP, and say so.")
    private boolean noMetadata;

    @Option(
            names = "--no-hashes",
            description = "Leave out the SHA-256 of each picture, 32 bytes; a checksum of 4 bytes stays.")
    private boolean noHashes;

    @Option(names = "--force", description = "Replace an archive that exists.")
    private boolean force;

    @Mixin
    private SparkCodingOptions spark = new SparkCodingOptions();

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    ArchiveCreateCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        ArchiveCreateRequest request = new ArchiveCreateRequest(
                inputs.stream().map(Path::toString).toList(),
                out.toString(),
                folder == null ? null : folder.toString(),
                quality.choice(),
                effort.value(),
                new ArchiveCreateRequest.Options(!noHashes, !noMetadata, embedCodec, force));
        Optional<String> master = spark.master();
        Jobs jobs = common.jobs().withCodecs(codecs);
        try (LongRun run = LongRun.ofParts(session, common)) {
            ArchiveOutcome outcome = master.map(cluster -> jobs.createArchive(request, cluster, run.files()))
                    .orElseGet(() -> jobs.createArchive(request, run.files()));
            if (common.json() || outcome.pictures() > 0) {
                common.answer(session, outcome, outcome::text);
            }
            return spark.end(run, outcome.ending());
        }
    }
}

package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.jobs.CompressOutcome;
import io.diabolo.jobs.CompressRequest;
import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.QualityChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo compress}. */
@Command(
        name = "compress",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Makes a small .dbl file of each picture, which decompress turns into the same picture on every machine.",
            "Pictures become gray or RGB with 8 bits a channel, and what that changes is said; alpha is kept without loss."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo compress photo.png                                 -> photo.dbl",
            "  ./diabolo compress photos --quality 3 --out small",
            "  ./diabolo compress photo.png --max-bytes 50k --out tiny.dbl",
            "  ./diabolo compress scans --spark spark://host:7077 --out small"
        })
final class CompressCommand implements Callable<Integer> {

    private final Session session;
    private final CodecSource codecs;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "Pictures, or folders of them.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--quality",
            paramLabel = "1..8",
            description = "From the smallest file to the best picture; fractions are allowed (default: 5).")
    private @Nullable Double quality;

    @Option(names = "--bpp", paramLabel = "B", description = "As near to so many bits per pixel as 2%%.")
    private @Nullable Double bitsPerPixel;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            converter = ByteSize.class,
            description = "The best file of at most so many bytes: 50000, 50k, 1.5M.")
    private @Nullable Long maxBytes;

    @Option(names = "--psnr", paramLabel = "DB", description = "The smallest file of at least this PSNR.")
    private @Nullable Double psnrDb;

    @Mixin
    private EffortOption effort = new EffortOption();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR|FILE",
            description = "A folder for the files, or the name of one, with .dbl (default: beside the picture).")
    private @Nullable Path out;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "A codec of codec train (default: the shipped one for photographs).")
    private @Nullable Path folder;

    @Option(names = "--no-metadata", description = "Drop EXIF, ICC profiles and XMP, and say so.")
    private boolean noMetadata;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Mixin
    private SparkCodingOptions spark = new SparkCodingOptions();

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    CompressCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        CompressRequest request = new CompressRequest(
                inputs.stream().map(Path::toString).toList(),
                new FileOutput(out == null ? null : out.toString(), force),
                folder == null ? null : folder.toString(),
                new QualityChoice(quality, bitsPerPixel, maxBytes, psnrDb),
                effort.value(),
                !noMetadata);
        Optional<String> master = spark.master();
        Jobs jobs = common.jobs().withCodecs(codecs);
        try (LongRun run = LongRun.ofParts(session, common)) {
            CompressOutcome outcome = master.map(cluster -> jobs.compress(request, cluster, run.files()))
                    .orElseGet(() -> jobs.compress(request, run.files()));
            if (common.json() || !outcome.pictures().isEmpty()) {
                common.answer(session, outcome, () -> (master.isEmpty() ? outcome.table() : outcome.sums()).toString());
            }
            return spark.end(run, outcome.ending());
        }
    }
}

package io.diabolo.cli;

import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedDiabolo;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.compress.eval.CropComparison;
import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RateMeasurement;
import io.diabolo.compress.eval.RatePoint;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.data.PictureListing;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.TextTable;
import io.diabolo.jobs.report.CodecReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./diabolo codec eval}. */
@Command(
        name = "eval",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Measures a codec beside JPEG and WebP on a folder of pictures, through real files: rate, distortion, speed and BD-rate, with a report.",
        footer = {
            "",
            "Examples:",
            "  ./diabolo codec eval --data photos",
            "  ./diabolo codec eval --codec my-codec --data photos --against jpeg,webp --out my-codec-eval"
        })
final class CodecEvalCommand implements Callable<Integer> {

    private static final int SHOWN = 3;

    private final Session session;
    private final CodecSource codecs;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--codec",
            paramLabel = "DIR",
            description = "A codec of codec train (default: the shipped one for photographs).")
    private @Nullable Path folder;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Pictures that training did not see.")
    private Path data = Path.of("");

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "C",
            description = "Of jpeg and webp, joined by commas (default: both).")
    private List<Other> against = List.of(Other.JPEG, Other.WEBP);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "codec-eval",
            description = "Where the report and its numbers go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("codec-eval");

    @Option(names = "--force", description = "Replace a report that is there.")
    private boolean force;

    @Mixin
    private CommonOptions common = new CommonOptions();

    CodecEvalCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        if (!force && Files.exists(out.resolve(CodecReport.FILE))) {
            throw new BadInputException("%s exists: choose another --out, or replace it with --force"
                    .formatted(out.resolve(CodecReport.FILE)));
        }
        List<Path> names = PictureListing.files(data);
        List<ComparedCodec> coders = coders();
        List<Path> readable = new ArrayList<>();
        RateComparison comparison = measure(coders, names, readable);
        CodecReport report = new CodecReport(
                comparison,
                crops(coders, readable),
                data.toString(),
                spec.root().commandLine().getParseResult().originalArgs());
        report.write(out);
        common.answer(session, comparison, () -> text(comparison));
        return ExitCodes.OK;
    }

    private List<ComparedCodec> coders() {
        List<ComparedCodec> coders = new ArrayList<>();
        coders.add(new ComparedDiabolo(common.onThreads(codecs.open(folder))));
        if (against.contains(Other.JPEG)) {
            coders.add(new ComparedJpeg());
        }
        if (against.contains(Other.WEBP)) {
            ComparedWebp.load(note -> common.say(session, note)).ifPresent(coders::add);
        }
        return coders;
    }

    /** @param readable takes the pictures that could be read */
    private RateComparison measure(List<ComparedCodec> coders, List<Path> names, List<Path> readable) {
        Path work = temporaryFolder();
        try {
            RateMeasurement measurement = new RateMeasurement(coders, work);
            for (Path name : names) {
                common.say(session, "%d of %d: %s".formatted(names.indexOf(name) + 1, names.size(), name));
                try {
                    measurement.add(name.toString(), PictureFiles.read(data.resolve(name)));
                    readable.add(name);
                } catch (BadInputException | CorruptFileException e) {
                    common.say(session, "left out: " + e.getMessage());
                }
            }
            if (readable.isEmpty()) {
                throw new CorruptFileException("%s: none of %d pictures can be read".formatted(data, names.size()));
            }
            return measurement.result();
        } finally {
            delete(work);
        }
    }

    private List<List<CropComparison>> crops(List<ComparedCodec> coders, List<Path> names) {
        List<Path> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, names.size()); i++) {
            shown.add(names.get(i * names.size() / Math.min(SHOWN, names.size())));
        }
        // The codec that is measured stands last, beside the one that it has to beat.
        List<ComparedCodec> order = new ArrayList<>(coders.subList(1, coders.size()));
        order.add(coders.get(0));
        return CodecReport.CROP_RATES.stream()
                .map(rate -> shown.stream()
                        .map(name ->
                                CropComparison.of(name.toString(), PictureFiles.read(data.resolve(name)), order, rate))
                        .toList())
                .toList();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("diabolo-");
        } catch (IOException e) {
            throw new OutputException("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    /** The folder and its one file. */
    private static void delete(Path work) {
        try {
            Files.deleteIfExists(work.resolve(RateMeasurement.FILE));
            Files.deleteIfExists(work);
        } catch (IOException e) {
            throw new OutputException("%s cannot be deleted: %s".formatted(work, e.getMessage()), e);
        }
    }

    private String text(RateComparison comparison) {
        TextTable table = new TextTable(
                1,
                "codec",
                "quality",
                "bits/pixel",
                "PSNR (dB)",
                "MS-SSIM",
                "encode",
                "decode",
                "to file",
                "from file");
        for (RateCurve curve : comparison.curves()) {
            for (RatePoint point : curve.points()) {
                table.row(
                        curve.coder(),
                        "%.0f".formatted(point.setting()),
                        "%.4f".formatted(point.bitsPerPixel()),
                        "%.2f".formatted(point.psnrDb()),
                        "%.4f".formatted(point.msSsim()),
                        "%.1f".formatted(point.speed().encode()),
                        "%.1f".formatted(point.speed().decode()),
                        "%.1f".formatted(point.speed().encodeToFile()),
                        "%.1f".formatted(point.speed().decodeFromFile()));
            }
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("%d pictures; speeds in megapixels a second%n".formatted(comparison.pictures()));
        comparison
                .bdRates()
                .forEach(rate -> text.append(
                        "BD-rate of %s against %s: %s%n".formatted(rate.coder(), rate.reference(), rate.text())));
        comparison
                .pngSmaller()
                .forEach(picture -> text.append("%s is smaller as PNG: %,d bytes, coded %,d%n"
                        .formatted(picture.picture(), picture.pngBytes(), picture.bytes())));
        return text.append("%s%n".formatted(out.resolve(CodecReport.FILE))).toString();
    }

    private enum Other {
        JPEG,
        WEBP
    }
}

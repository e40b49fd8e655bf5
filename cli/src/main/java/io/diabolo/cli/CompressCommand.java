package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.TextTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
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
            "Pictures are gray or RGB with 8 bits a channel; alpha is kept without loss."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo compress photo.png                                 -> photo.dbl",
            "  ./diabolo compress photos --quality 3 --out small",
            "  ./diabolo compress photo.png --max-bytes 50k --out tiny.dbl"
        })
final class CompressCommand implements Callable<Integer> {

    private static final double DEFAULT_QUALITY = 5;
    private static final int ALL_SCALES = 5;
    private static final double NANOS = 1e9;

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

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Mixin
    private CommonOptions common = new CommonOptions();

    CompressCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        Quality target = target();
        FilePairs jobs = FilePairs.plan(inputs, out, CodedPicture.ENDING, CodedPicture::isNamed, force);
        Codec codec = common.onThreads(codecs.open(folder));
        List<Compressed> done = new ArrayList<>();
        try {
            jobs.each(note -> common.say(session, note), job -> done.add(compress(codec, target, job)));
        } finally {
            if (!done.isEmpty()) {
                common.answer(session, new Answer(codec.id(), done), () -> text(done));
            }
        }
        return ExitCodes.OK;
    }

    private Quality target() {
        if (Stream.of(quality, bitsPerPixel, maxBytes, psnrDb)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new BadInputException("--quality, --bpp, --max-bytes and --psnr each set the quality: leave one");
        }
        if (bitsPerPixel != null) {
            return Quality.bitsPerPixel(bitsPerPixel);
        }
        if (maxBytes != null) {
            return Quality.maxBytes(maxBytes);
        }
        if (psnrDb != null) {
            return Quality.psnrDb(psnrDb);
        }
        return Quality.of(quality == null ? DEFAULT_QUALITY : quality);
    }

    /** The file is there before it is measured: that takes as long again. */
    private Compressed compress(Codec codec, Quality target, FilePairs.Job job) {
        BufferedImage image = PictureFiles.readImage(job.from());
        long start = System.nanoTime();
        byte[] file = FileErrors.naming(job.from(), () -> codec.compress(image, target));
        double seconds = (System.nanoTime() - start) / NANOS;
        AtomicFiles.write(job.to(), stream -> stream.write(file));
        Fidelity fidelity =
                Fidelity.of(Picture.of(image), Picture.of(codec.decompress(file).picture()));
        remark(job.from(), image, file.length);
        return new Compressed(
                job.from().toString(),
                job.to().toString(),
                image.getWidth(),
                image.getHeight(),
                file.length,
                8.0 * file.length / image.getWidth() / image.getHeight(),
                fidelity.psnrDb(),
                fidelity.msSsim(),
                seconds);
    }

    private void remark(Path picture, BufferedImage image, int bytes) {
        int scales = ImageMetrics.msSsimScales(image.getHeight(), image.getWidth());
        if (scales < ALL_SCALES) {
            common.say(
                    session,
                    "%s: a side is shorter than 161 pixels, so its MS-SSIM is of %d scales instead of %d"
                            .formatted(picture, scales, ALL_SCALES));
        }
        try {
            if (Files.size(picture) <= bytes) {
                common.say(
                        session,
                        "%s is the smaller file: %,d bytes, coded %,d".formatted(picture, Files.size(picture), bytes));
            }
        } catch (IOException e) {
            common.say(session, "%s: its size is not known: %s".formatted(picture, e.getMessage()));
        }
    }

    private static String text(List<Compressed> done) {
        TextTable table = new TextTable(1, "file", "bytes", "bits/pixel", "PSNR (dB)", "MS-SSIM", "seconds");
        done.forEach(picture -> table.row(
                picture.file,
                "%,d".formatted(picture.bytes),
                "%.4f".formatted(picture.bitsPerPixel),
                "%.2f".formatted(picture.psnrDb),
                "%.4f".formatted(picture.msSsim),
                "%.2f".formatted(picture.seconds)));
        if (done.size() > 1) {
            table.row(
                    "sum of bytes and seconds, else means",
                    "%,d".formatted(done.stream().mapToLong(Compressed::bytes).sum()),
                    mean(done.stream().mapToDouble(Compressed::bitsPerPixel), 4),
                    mean(done.stream().mapToDouble(Compressed::psnrDb), 2),
                    mean(done.stream().mapToDouble(Compressed::msSsim), 4),
                    "%.2f"
                            .formatted(done.stream()
                                    .mapToDouble(Compressed::seconds)
                                    .sum()));
        }
        return table.toString();
    }

    private static String mean(DoubleStream values, int decimals) {
        return ("%." + decimals + "f").formatted(values.average().orElse(0));
    }

    /** The answer of {@code --json}. */
    private record Answer(String codec, List<Compressed> pictures) {}

    /** @param seconds from pixels in memory to bytes in memory */
    private record Compressed(
            String picture,
            String file,
            int width,
            int height,
            long bytes,
            double bitsPerPixel,
            double psnrDb,
            double msSsim,
            double seconds) {}
}

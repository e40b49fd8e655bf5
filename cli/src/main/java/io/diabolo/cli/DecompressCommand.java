package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Decoded;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.jobs.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "  ./diabolo decompress small/a.dbl small/b.dbl --out pictures"
        })
final class DecompressCommand implements Callable<Integer> {

    private static final double NANOS = 1e9;

    private final Session session;
    private final CodecSource codecs;
    private final Map<String, Codec> loaded = new HashMap<>();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that compress has made.")
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
    private CommonOptions common = new CommonOptions();

    DecompressCommand(Session session, CodecSource codecs) {
        this.session = session;
        this.codecs = codecs;
    }

    @Override
    public Integer call() {
        FilePairs jobs = FilePairs.plan(inputs, out, ".png", PictureFiles::isPicture, force);
        Optional<Codec> own = Optional.ofNullable(folder).map(codecs::open).map(common::onThreads);
        List<Decompressed> done = new ArrayList<>();
        try {
            jobs.each(note -> common.say(session, note), job -> done.add(decompress(own, job)));
        } finally {
            if (!done.isEmpty()) {
                common.answer(session, new Answer(done), () -> text(done));
            }
        }
        return done.stream().allMatch(Decompressed::whole) ? ExitCodes.OK : ExitCodes.BAD_FILE;
    }

    private Decompressed decompress(Optional<Codec> own, FilePairs.Job job) {
        byte[] file = CodedPicture.read(job.from());
        Codec codec = FileErrors.naming(
                job.from(),
                () -> own.orElseGet(() -> released(Codec.describe(file).codecId())));
        long start = System.nanoTime();
        Decoded decoded = FileErrors.naming(job.from(), () -> codec.decompress(file));
        double seconds = (System.nanoTime() - start) / NANOS;
        Picture picture = Picture.of(decoded.picture());
        PictureFiles.write(job.to(), picture);
        if (!decoded.whole()) {
            // Said even with --quiet: the picture is not what was compressed.
            session.err().printf("%s is damaged: %s%n", job.from(), losses(decoded));
        }
        return new Decompressed(
                job.from().toString(),
                job.to().toString(),
                picture.width(),
                picture.height(),
                codec.id(),
                seconds,
                decoded.damaged(),
                decoded.alphaLost());
    }

    private Codec released(String id) {
        return loaded.computeIfAbsent(id, wanted -> common.onThreads(codecs.released(wanted)));
    }

    private static String losses(Decoded decoded) {
        List<String> losses = new ArrayList<>();
        if (!decoded.damaged().isEmpty()) {
            losses.add(decoded.damaged().stream()
                    .map(tile ->
                            "%d x %d pixels at (%d, %d)".formatted(tile.width(), tile.height(), tile.x(), tile.y()))
                    .collect(Collectors.joining("; ", "", " are lost and gray")));
        }
        if (decoded.alphaLost()) {
            losses.add("the alpha channel is lost");
        }
        return String.join(", ", losses);
    }

    private static String text(List<Decompressed> done) {
        TextTable table = new TextTable(1, "picture", "width", "height", "seconds");
        done.forEach(picture -> table.row(
                picture.picture,
                Integer.toString(picture.width),
                Integer.toString(picture.height),
                "%.2f".formatted(picture.seconds)));
        return table.toString();
    }

    /** The answer of {@code --json}. */
    private record Answer(List<Decompressed> pictures) {}

    /** @param seconds from bytes in memory to pixels in memory */
    private record Decompressed(
            String file,
            String picture,
            int width,
            int height,
            String codec,
            double seconds,
            List<Decoded.DamagedTile> damaged,
            boolean alphaLost) {

        boolean whole() {
            return damaged.isEmpty() && !alphaLost;
        }
    }
}

package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Decoded;
import io.diabolo.codec.Region;
import io.diabolo.codec.archive.ArchiveHeader;
import io.diabolo.codec.archive.ArchiveReader;
import io.diabolo.codec.archive.EntryNames;
import io.diabolo.codec.archive.Metadata;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done with an archive that is there, and where its codec comes from. */
final class ArchiveJobs {

    private static final double NANOS = 1e9;

    private ArchiveJobs() {}

    /**
     * The weights of the codec that a new archive carries.
     *
     * @param folder of the codec; null for the shipped one
     */
    static byte[] weights(@Nullable String folder, Codec codec) {
        if (folder == null) {
            return Codec.releasedWeights(codec.id())
                    .orElseThrow(() -> new BadInputException(
                            "the codec %s has no weights file that an archive could carry: leave --embed-codec out"
                                    .formatted(codec.id())));
        }
        Path file = Path.of(folder).resolve(Codec.WEIGHTS);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The weights of a codec that {@link #codec} has found. */
    static byte[] weights(Path archive, @Nullable String folder, Codec codec) {
        if (folder != null) {
            return weights(folder, codec);
        }
        return FileErrors.naming(archive, () -> {
                    try (ArchiveReader reader = ArchiveReader.open(archive)) {
                        return reader.codecWeights();
                    }
                })
                .orElseGet(() -> weights(null, codec));
    }

    /** The codec that was asked for, or the archive's own, or the released one that it names. */
    static Codec codec(Path archive, @Nullable String folder, CodecSource codecs) {
        return FileErrors.naming(archive, () -> {
            try (ArchiveReader reader = ArchiveReader.open(archive)) {
                return codec(reader, folder, codecs);
            }
        });
    }

    private static Codec codec(ArchiveReader reader, @Nullable String folder, CodecSource codecs) {
        ArchiveHeader header = reader.header();
        Codec codec = folder != null
                ? codecs.open(Path.of(folder))
                : reader.codecWeights()
                        .map(weights -> Codec.of("the archive's codec", weights))
                        .orElseGet(() -> codecs.released(header.codecId()));
        if (!codec.sha256().equals(header.codecSha256())) {
            throw new UnsupportedFormatException(
                    "The archive needs the codec %s (SHA-256 %s), and this is %s: name the folder of its own with --codec"
                            .formatted(header.codecId(), header.codecSha256(), codec.id()));
        }
        return codec;
    }

    static ArchiveExtractOutcome extract(ArchiveExtractRequest request, Codec codec, JobControl control) {
        Path archive = Path.of(request.archive());
        Region region = request.region() == null ? null : Region.parse(request.region());
        try (ArchiveReader reader = FileErrors.naming(archive, () -> ArchiveReader.open(archive))) {
            Map<Path, String> names = paths(chosen(archive, reader, request.names()));
            List<DecompressOutcome.Decompressed> done = new ArrayList<>();
            try (FilePairs pairs =
                    FilePairs.into(request.output(), List.copyOf(names.keySet()), ".png", control.notes())) {
                Path out = Path.of(
                        java.util.Objects.requireNonNull(request.output().path()));
                FilesEnding ending = pairs.each(control, pair -> {
                    String name = java.util.Objects.requireNonNull(names.get(pair.from()));
                    requireWithin(out, pair.to());
                    done.add(extract(reader, name, pair.to(), codec, region));
                    if (request.metadata()) {
                        FileErrors.naming(Path.of(name), () -> writeMetadata(reader.metadata(name), pair.to()));
                    }
                });
                return new ArchiveExtractOutcome(
                        archive.toString(), reader.problems(), new DecompressOutcome(done, ending));
            }
        }
    }

    private static DecompressOutcome.Decompressed extract(
            ArchiveReader reader, String name, Path to, Codec codec, @Nullable Region region) {
        return FileErrors.naming(Path.of(name), () -> {
            byte[] file = reader.picture(name).toFile();
            long start = System.nanoTime();
            Decoded decoded = region == null ? codec.decompress(file) : codec.decompress(file, region);
            double seconds = (System.nanoTime() - start) / NANOS;
            Picture picture = Picture.of(decoded.picture());
            PictureFiles.write(to, picture);
            keepTime(to, FileTime.from(reader.describe(name).modified()));
            return new DecompressOutcome.Decompressed(
                    name,
                    to.toString(),
                    picture.width(),
                    picture.height(),
                    codec.id(),
                    seconds,
                    decoded.damaged(),
                    decoded.alphaLost());
        });
    }

    /** Beside the picture, under its name with another ending. */
    private static int writeMetadata(List<Metadata> pieces, Path picture) {
        String name = picture.getFileName().toString().replaceAll("\\.png$", "");
        for (Metadata piece : pieces) {
            String ending = "." + piece.kind().name().toLowerCase(Locale.ROOT);
            AtomicFiles.write(picture.resolveSibling(name + ending), out -> out.write(piece.bytes()));
        }
        return pieces.size();
    }

    private static void keepTime(Path file, FileTime time) {
        try {
            Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    /** The names that are meant: all, or pictures and folders by name. */
    private static List<String> chosen(Path archive, ArchiveReader reader, List<String> wanted) {
        List<String> names = reader.names();
        if (names.isEmpty()) {
            throw new CorruptFileException("%s: no picture in it is whole%s"
                    .formatted(
                            archive,
                            reader.problems().isEmpty()
                                    ? ""
                                    : ": " + reader.problems().get(0)));
        }
        if (wanted.isEmpty()) {
            return names;
        }
        for (String name : wanted) {
            if (names.stream().noneMatch(there -> isMeant(there, name))) {
                throw new BadInputException("%s: no picture and no folder %s is in it: archive list shows the names"
                        .formatted(archive, EntryNames.shown(name)));
            }
        }
        return names.stream()
                .filter(there -> wanted.stream().anyMatch(name -> isMeant(there, name)))
                .toList();
    }

    private static boolean isMeant(String there, String wanted) {
        return there.equals(wanted) || there.startsWith(wanted.endsWith("/") ? wanted : wanted + "/");
    }

    private static Map<Path, String> paths(List<String> names) {
        Map<Path, String> paths = new LinkedHashMap<>();
        for (String name : names) {
            try {
                paths.put(Path.of(name), name);
            } catch (InvalidPathException e) {
                throw new BadInputException(
                        "the name %s cannot be that of a file on this system: extract the others by name"
                                .formatted(EntryNames.shown(name)),
                        e);
            }
        }
        return paths;
    }

    /** A link in the folder may lead out of it. */
    private static void requireWithin(Path folder, Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        try {
            if (parent == null || !parent.toRealPath().startsWith(folder.toRealPath())) {
                throw new BadInputException(
                        "%s: a link leads out of %s: remove it, or choose another --out".formatted(file, folder));
            }
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    static ArchiveCheck verify(Path archive, JobControl control) {
        Consumer<FileProgress> progress = control.files();
        try (ArchiveReader reader = FileErrors.naming(archive, () -> ArchiveReader.open(archive))) {
            List<String> problems = new ArrayList<>(reader.problems());
            try {
                reader.codecWeights();
            } catch (CorruptFileException e) {
                problems.add("lost: the codec that it carries: %s".formatted(e.getMessage()));
            }
            List<String> names = reader.names();
            int checked = 0;
            int intact = 0;
            for (String name : names) {
                if (control.stop().getAsBoolean()) {
                    return new ArchiveCheck(archive.toString(), checked, intact, problems, true);
                }
                progress.accept(new FileProgress(++checked, names.size(), name));
                Optional<String> problem = reader.check(name);
                problem.ifPresent(text -> problems.add("%s: %s".formatted(EntryNames.shown(name), text)));
                intact += problem.isEmpty() ? 1 : 0;
            }
            return new ArchiveCheck(archive.toString(), checked, intact, problems, false);
        }
    }
}

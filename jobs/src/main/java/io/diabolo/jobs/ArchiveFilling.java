package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.codec.archive.ArchiveReader;
import io.diabolo.codec.archive.ArchiveWriter;
import io.diabolo.codec.archive.ArchiveWriter.Settings;
import io.diabolo.codec.archive.EntryNames;
import io.diabolo.codec.archive.Metadata;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.KeptPicture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Pictures into an archive, in their order. A new archive grows under another name, {@code .part} behind its own, and is
 * renamed when it is whole; what a killed run left of it is gone on with.
 */
final class ArchiveFilling {

    private static final double NANOS = 1e9;

    private final ArchiveWriter writer;
    private final Codec codec;
    private final PictureCoding coding;
    private final boolean metadata;
    private final JobControl control;
    private final List<ArchiveOutcome.Added> added = new ArrayList<>();
    private int there;

    private ArchiveFilling(
            ArchiveWriter writer, Codec codec, PictureCoding coding, boolean metadata, JobControl control) {
        this.writer = writer;
        this.codec = codec;
        this.coding = coding;
        this.metadata = metadata;
        this.control = control;
    }

    /** @param weights that the archive carries; empty for none */
    static ArchiveOutcome create(
            ArchiveCreateRequest request, Codec codec, byte[] weights, PictureCoding coding, JobControl control) {
        Path archive = Path.of(request.archive());
        List<Source> sources = sources(request.inputs(), control);
        Path part = archive.resolveSibling(archive.getFileName() + ".part");
        Settings settings = new Settings(
                request.options().hashes(), codec.sha256(), request.quality().target(), weights);
        try (FolderLock lock = FolderLock.ofFile(archive)) {
            if (!request.options().replace() && Files.exists(archive)) {
                throw new BadInputException(
                        "%s exists: put more into it with archive add, or replace it with --force".formatted(archive));
            }
            ArchiveOutcome outcome;
            boolean whole;
            try (ArchiveWriter writer = unfinished(part, settings, sources, control)
                    .orElseGet(() -> ArchiveWriter.create(part, settings))) {
                ArchiveFilling filling = new ArchiveFilling(
                        writer, codec, coding, request.options().metadata(), control);
                FilesEnding ending = filling.addAll(sources);
                whole = isWhole(ending) && writer.size() > 0;
                if (whole) {
                    writer.finish();
                }
                outcome = filling.outcome(whole ? archive : part, part, List.of(), ending);
            }
            settle(part, archive, whole, outcome);
            if (!whole && outcome.pictures() > 0) {
                control.note("%s has the %,d pictures so far: the same command goes on with it"
                        .formatted(part, outcome.pictures()));
            }
            return outcome;
        }
    }

    static ArchiveOutcome add(ArchiveAddRequest request, Codec codec, PictureCoding coding, JobControl control) {
        Path archive = Path.of(request.archive());
        List<Source> sources = sources(request.inputs(), control);
        try (FolderLock lock = FolderLock.ofFile(archive);
                ArchiveWriter writer = FileErrors.naming(archive, () -> ArchiveWriter.append(archive))) {
            ArchiveFilling filling = new ArchiveFilling(writer, codec, coding, request.metadata(), control);
            FilesEnding ending = filling.addAll(sources);
            // From here on the archive has a good index again, and nothing else tells what it had.
            List<String> problems = writer.problems();
            boolean lost = writer.lacksPictures();
            if (!lost) {
                problems.forEach(problem -> control.note("%s: %s".formatted(archive, problem)));
            }
            writer.finish();
            return filling.outcome(archive, archive, lost ? problems : List.of(), ending);
        }
    }

    /** What a killed run left, if it is the beginning of what is asked for. */
    private static Optional<ArchiveWriter> unfinished(
            Path part, Settings settings, List<Source> sources, JobControl control) {
        if (!Files.exists(part)) {
            return Optional.empty();
        }
        try {
            boolean carries;
            try (ArchiveReader reader = ArchiveReader.open(part)) {
                carries = reader.codecWeights().isPresent();
            }
            ArchiveWriter writer = ArchiveWriter.append(part);
            Settings old = writer.settings();
            if (old.hashes() == settings.hashes()
                    && old.codecSha256().equals(settings.codecSha256())
                    && old.quality().equals(settings.quality())
                    && carries == settings.weights().length > 0
                    && isBeginning(writer, sources)) {
                control.note("%s was left by an unfinished run: going on behind its %,d pictures"
                        .formatted(part, writer.size()));
                return Optional.of(writer);
            }
            writer.close();
        } catch (CorruptFileException | UnsupportedFormatException e) {
            control.note("%s is not used: %s".formatted(part, e.getMessage()));
            return Optional.empty();
        }
        control.note("%s was left by a run with other pictures or settings: beginning anew".formatted(part));
        return Optional.empty();
    }

    private static boolean isBeginning(ArchiveWriter writer, List<Source> sources) {
        long same = sources.stream().filter(source -> source.isIn(writer)).count();
        return same == writer.size();
    }

    private static boolean isWhole(FilesEnding ending) {
        return !ending.stopped()
                && ending.failures().stream().noneMatch(failure -> failure.cause() instanceof OutputException);
    }

    private static void settle(Path part, Path archive, boolean whole, ArchiveOutcome outcome) {
        try {
            if (whole) {
                Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
            } else if (outcome.pictures() == 0) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw AtomicFiles.failure(archive, e);
        }
    }

    private FilesEnding addAll(List<Source> sources) {
        List<String> files = sources.stream()
                .filter(source -> writer.modified(source.name()).isEmpty()
                        && EntryNames.problem(source.name()).isEmpty())
                .map(source -> source.file().toString())
                .toList();
        return RepeatedNotes.during(control, counted -> {
            PictureCoding.Results<String, Coded> results =
                    coding.begin(files, new Coding(writer.settings().quality(), metadata));
            return FileLoop.each(
                    sources,
                    source -> source.file().toString(),
                    counted,
                    source -> add(source, results, counted.notes()));
        });
    }

    private void add(Source source, PictureCoding.Results<String, Coded> results, Consumer<String> notes) {
        if (source.isIn(writer)) {
            there++;
            return;
        }
        if (writer.modified(source.name()).isPresent()) {
            throw new BadInputException(
                    "%s: the archive has a picture %s of another time: rename one, or create the archive anew"
                            .formatted(source.file(), EntryNames.shown(source.name())));
        }
        // Before the picture is coded, which may take long.
        EntryNames.problem(source.name()).ifPresent(problem -> {
            throw new BadInputException("%s: the name %s %s: rename the picture"
                    .formatted(source.file(), EntryNames.shown(source.name()), problem));
        });
        Coded coded = results.of(source.file().toString(), notes);
        long bytes = FileErrors.naming(
                source.file(), () -> writer.add(source.name(), source.modified(), coded.dbl(), coded.metadata()));
        added.add(new ArchiveOutcome.Added(source.name(), coded.width(), coded.height(), bytes, coded.seconds()));
    }

    /** A picture as the archive takes it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Coded(int width, int height, byte[] dbl, List<Metadata> metadata, double seconds)
            implements Serializable {}

    private record Coding(Quality quality, boolean metadata) implements PictureCoding.Work<String, Coded> {

        @Override
        public long heap(String name) {
            return CodingHere.heap(Path.of(name));
        }

        @Override
        public Coded of(String name, Codec codec, Consumer<String> notes) {
            Path file = Path.of(name);
            KeptPicture picture = metadata
                    ? PictureFiles.readWithMetadata(file, notes)
                    : new KeptPicture(PictureFiles.readEightBits(file, notes), List.of());
            BufferedImage image = picture.image();
            long start = System.nanoTime();
            byte[] dbl = FileErrors.naming(file, () -> codec.compress(image, quality));
            double seconds = (System.nanoTime() - start) / NANOS;
            return new Coded(image.getWidth(), image.getHeight(), dbl, StoredMetadata.of(picture.metadata()), seconds);
        }
    }

    /**
     * What came of it.
     *
     * @param archive where the pictures will be found
     * @param file where they are now
     * @param problems of the archive, before anything was added
     */
    private ArchiveOutcome outcome(Path archive, Path file, List<String> problems, FilesEnding ending) {
        try {
            return new ArchiveOutcome(
                    archive.toString(), codec.id(), added, there, writer.size(), Files.size(file), problems, ending);
        } catch (IOException e) {
            throw AtomicFiles.failure(file, e);
        }
    }

    private static List<Source> sources(List<String> inputs, JobControl control) {
        List<Path> paths = inputs.stream().map(Path::of).toList();
        List<Source> sources = new ArrayList<>();
        FilePairs.sources(paths, PassedOver.noted(control.notes()))
                .forEach((file, below) -> sources.add(new Source(file, name(below), modified(file))));
        return sources;
    }

    /** A relative path with {@code /} on every machine. */
    static String name(Path below) {
        return StreamSupport.stream(below.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (IOException e) {
            throw new BadInputException("%s: its time cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** A picture that is to be added. */
    private record Source(Path file, String name, Instant modified) {

        /** Whether the archive has it, by its name and time. */
        boolean isIn(ArchiveWriter writer) {
            return writer.modified(name).map(modified::equals).orElse(false);
        }
    }
}

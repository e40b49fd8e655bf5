package io.diabolo.codec.archive;

import io.diabolo.codec.PictureParts;
import io.diabolo.codec.Quality;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.file.AtomicFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures into an archive, each in one go behind the last. A process that is killed leaves a file in which all pictures
 * but the last are found; {@link #append} goes on with it. Nobody else may write into the file meanwhile. For one thread.
 */
public final class ArchiveWriter implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile file;
    private final Settings settings;
    private final Map<String, Located> pictures = new LinkedHashMap<>();
    private final Map<String, Long> stored = new HashMap<>();
    private final List<Located> unindexed = new ArrayList<>();
    private @Nullable ArchiveHeader header;
    private List<String> problems = List.of();
    private Contents.Tail tail = new Contents.Tail(true, "");
    private long end;
    private long lastIndex;
    private boolean ended;

    /**
     * What is decided once for an archive.
     *
     * @param hashes whether the index has a SHA-256 for each picture, 32 bytes
     * @param codecSha256 of the codec's weights, 64 hexadecimal digits
     * @param quality what pictures are coded for
     * @param weights the codec's weights file, which the archive carries; empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Settings(boolean hashes, String codecSha256, Quality quality, byte[] weights) {}

    private ArchiveWriter(Path path, RandomAccessFile file, Settings settings) {
        this.path = path;
        this.file = file;
        this.settings = settings;
    }

    /**
     * A new archive; a file that is there is emptied. The header is written with the first picture.
     *
     * @throws io.diabolo.error.OutputException if it cannot be written
     */
    public static ArchiveWriter create(Path path, Settings settings) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            ArchiveWriter writer = new ArchiveWriter(path, new RandomAccessFile(path.toFile(), "rw"), settings);
            writer.file.setLength(0);
            return writer;
        } catch (IOException e) {
            throw AtomicFiles.failure(path, e);
        }
    }

    /**
     * An archive that is there, whose end may be torn: what is no whole block at its end is cut off.
     *
     * @throws BadInputException if there is no such file
     * @throws CorruptFileException if something else is damaged than its end; nothing is changed then
     * @throws io.diabolo.error.UnsupportedFormatException if it is no archive, or a newer one
     */
    public static ArchiveWriter append(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException("No such file.");
        }
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            boolean opened = false;
            try {
                Contents contents = Contents.of(ArchiveBytes.of(file));
                if (contents.damaged()) {
                    throw new CorruptFileException(
                            "The archive is damaged (%s): extract what is whole, and create a new one of it."
                                    .formatted(contents.problems().get(0)));
                }
                ArchiveHeader header = contents.header();
                ArchiveWriter writer = new ArchiveWriter(
                        path, file, new Settings(header.hashes(), header.codecSha256(), header.quality(), new byte[0]));
                writer.goOn(contents);
                opened = true;
                return writer;
            } finally {
                if (!opened) {
                    file.close();
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.failure(path, e);
        }
    }

    private void goOn(Contents contents) throws IOException {
        header = contents.header();
        problems = contents.problems();
        tail = contents.tail();
        pictures.putAll(contents.pictures());
        end = contents.end();
        lastIndex = contents.lastIndex();
        ended = contents.indexed();
        if (!contents.indexed()) {
            unindexed.addAll(contents.pictures().values());
        }
        file.setLength(end);
    }

    /** What was decided when the archive was made. Weights that it carries are not handed out again. */
    public Settings settings() {
        return settings;
    }

    /** A line for each thing that was lost or refused when the archive was opened, as {@link ArchiveReader#problems} has it. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Whether pictures that the archive had are not in it, for all that can be known. An addition that was killed loses none:
     * the index in front of it names all that there was, and its torn picture is lost only until it is added again. An end that
     * is torn without any index is another thing: the file was cut off, and nobody knows what was behind.
     */
    public boolean lacksPictures() {
        return !tail.unfinished() || !(tail.torn().isEmpty() || pictures.containsKey(tail.torn()));
    }

    /** How many pictures it has. */
    public int size() {
        return pictures.size();
    }

    /** When a picture's file was last changed, if the archive has it. */
    public Optional<Instant> modified(String name) {
        Located located = pictures.get(name);
        if (located == null || header == null) {
            return Optional.empty();
        }
        ArchiveBytes in = ArchiveBytes.of(file);
        Block block = Block.require(in, located.at(), ArchiveFormat.ENTRY);
        EntryHead head = EntryHead.read(block.start(in, ArchiveFormat.MAX_HEAD), block.contentBytes(), header);
        return Optional.of(Instant.ofEpochSecond(head.seconds()));
    }

    /** The names of the pictures that are there. */
    public Set<String> names() {
        return Set.copyOf(pictures.keySet());
    }

    /** Adds a picture without metadata. */
    public long add(String name, Instant modified, byte[] dbl) {
        return add(name, modified, dbl, List.of());
    }

    /**
     * Adds a picture.
     *
     * @param name a relative path with {@code /}, which is not there yet
     * @param modified kept to the second
     * @param dbl what the codec made of it
     * @param metadata what is kept beside the pixels, 16 pieces at most; equal ones are stored once in a run
     * @return the bytes that it takes, without its line in the index
     * @throws BadInputException for a name that is none or is taken, another codec's picture, or a picture too many
     * @throws io.diabolo.error.OutputException if it cannot be written; the pictures before it stay
     */
    public long add(String name, Instant modified, byte[] dbl, List<Metadata> metadata) {
        EntryNames.problem(name).ifPresent(problem -> {
            throw new BadInputException(
                    "The name %s %s: rename the picture.".formatted(EntryNames.shown(name), problem));
        });
        if (pictures.containsKey(name)) {
            throw new BadInputException(
                    "The archive has a picture %s already: rename the new one.".formatted(EntryNames.shown(name)));
        }
        if (pictures.size() >= ArchiveFormat.MAX_ENTRIES) {
            throw new BadInputException("The archive has %,d pictures, and no more fit: begin another one."
                    .formatted(ArchiveFormat.MAX_ENTRIES));
        }
        PictureParts parts = PictureParts.of(dbl);
        if (!settings.codecSha256().startsWith(parts.header().codecId())) {
            throw new BadInputException("The picture was coded by %s, and those of the archive by %s."
                    .formatted(parts.header().codecId(), settings.codecSha256().substring(0, ArchiveFormat.ID_DIGITS)));
        }
        long seconds = modified.getEpochSecond();
        if (header == null) {
            begin(new ArchiveHeader(
                    settings.hashes(),
                    settings.codecSha256(),
                    settings.quality(),
                    new ArchiveHeader.Shared(
                            parts.header().level(),
                            parts.header().width(),
                            parts.header().height(),
                            seconds)));
        }
        long before = end;
        List<Long> pieces = metadata.stream().map(this::stored).toList();
        byte[] block = Block.write(
                ArchiveFormat.ENTRY,
                EntryBytes.write(
                        name,
                        seconds,
                        parts,
                        pieces,
                        Objects.requireNonNull(header).shared()));
        byte[] sha256 = new byte[0];
        if (settings.hashes()) {
            MessageDigest digest = ArchiveFormat.sha256();
            digest.update(block, 0, block.length - ArchiveFormat.CHECKSUM_BYTES);
            sha256 = digest.digest();
        }
        Located located = new Located(name, end, sha256);
        write(block);
        ended = false;
        pictures.put(name, located);
        unindexed.add(located);
        return end - before;
    }

    /** Where a piece is: pictures of one camera have one colour profile. */
    private long stored(Metadata piece) {
        byte[] content = piece.content();
        String hash = HexFormat.of().formatHex(ArchiveFormat.sha256().digest(content));
        Long there = stored.get(hash);
        if (there != null) {
            return there;
        }
        long at = end;
        write(Block.write(ArchiveFormat.METADATA, content));
        ended = false;
        stored.put(hash, at);
        return at;
    }

    private void begin(ArchiveHeader first) {
        write(first.bytes());
        if (settings.weights().length > 0) {
            write(Block.write(ArchiveFormat.CODEC, settings.weights()));
        }
        header = first;
    }

    /**
     * Writes the index of what was added, so that everything is found at once; nothing if it is there.
     *
     * @throws io.diabolo.error.OutputException if it cannot be written; the pictures stay
     */
    public void finish() {
        if (header == null || ended) {
            return;
        }
        if (!unindexed.isEmpty()) {
            long at = end;
            write(Block.write(ArchiveFormat.INDEX, new IndexBytes(lastIndex, header, unindexed).toArray()));
            lastIndex = at;
            unindexed.clear();
        }
        write(Block.write(ArchiveFormat.END, new ByteWriter().i64(lastIndex).toArray()));
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw AtomicFiles.failure(path, e);
        }
        ended = true;
    }

    /** Closes the file. Without {@link #finish} it has no index, as after a kill. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw AtomicFiles.failure(path, e);
        }
    }

    private void write(byte[] bytes) {
        try {
            file.seek(end);
            file.write(bytes);
            end += bytes.length;
        } catch (IOException e) {
            cutBack(e);
            throw AtomicFiles.failure(path, e);
        }
    }

    /** A disk that is full: half a picture helps nobody. */
    private void cutBack(IOException reason) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}

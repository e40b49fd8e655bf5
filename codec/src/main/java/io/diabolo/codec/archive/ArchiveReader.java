package io.diabolo.codec.archive;

import io.diabolo.codec.PictureParts;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An archive that is open for reading. It is described in memory; a picture is read when it is asked for, alone. For one thread
 * at a time.
 */
public final class ArchiveReader implements AutoCloseable {

    private final ArchiveBytes in;
    private final Contents contents;

    private ArchiveReader(ArchiveBytes in) {
        this.in = in;
        contents = Contents.of(in);
    }

    /**
     * Opens a file. Where its end is cut off, the pictures that are whole are found all the same, and {@link #problems} says
     * what is not.
     *
     * @throws BadInputException if there is no such file
     * @throws io.diabolo.error.UnsupportedFormatException if it is no archive, or a newer one
     * @throws CorruptFileException if its header is damaged
     */
    public static ArchiveReader open(Path file) {
        ArchiveBytes in = ArchiveBytes.of(file);
        boolean opened = false;
        try {
            ArchiveReader reader = new ArchiveReader(in);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    static ArchiveReader of(ArchiveBytes in) {
        return new ArchiveReader(in);
    }

    public ArchiveHeader header() {
        return contents.header();
    }

    /** The names of all pictures, in the order of the file; each is a relative path that stays within its folder. */
    public List<String> names() {
        return List.copyOf(contents.pictures().keySet());
    }

    /** A line for each thing that is lost or refused, without the end of the sentence. */
    public List<String> problems() {
        return List.copyOf(contents.problems());
    }

    /** Whether the file ends with its index; where it does not, its pictures were found one after the other. */
    public boolean indexed() {
        return contents.indexed();
    }

    /** The bytes of the file. */
    public long bytes() {
        return in.length();
    }

    /**
     * What a picture says about itself.
     *
     * @throws BadInputException if there is none of this name
     * @throws CorruptFileException if it is damaged
     */
    public ArchiveEntry describe(String name) {
        Block block = block(name);
        EntryHead head = head(name, block);
        return new ArchiveEntry(
                name,
                Instant.ofEpochSecond(clamped(head.seconds())),
                block.end() - block.at(),
                head.metadata().size(),
                head.picture());
    }

    /**
     * The parts of a picture; {@link PictureParts#toFile} makes of them what {@code Codec.decompress} takes.
     *
     * @throws BadInputException if there is none of this name
     * @throws CorruptFileException if nothing of it is intact
     */
    public PictureParts picture(String name) {
        Block block = block(name);
        return EntryBytes.read(block.content(in), head(name, block), block.intact(in));
    }

    /**
     * What a picture's file held beside its pixels, as far as it was kept. Its orientation is that of the file; the picture is
     * upright.
     *
     * @throws BadInputException if there is none of this name
     * @throws CorruptFileException if it is damaged
     */
    public List<Metadata> metadata(String name) {
        Block block = block(name);
        ByteCursor.require(block.intact(in), "has metadata of a picture that is damaged");
        List<Metadata> pieces = new ArrayList<>();
        for (long at : head(name, block).metadata()) {
            ByteCursor.require(at < block.at(), "has metadata behind their picture");
            pieces.add(
                    Metadata.read(Block.require(in, at, ArchiveFormat.METADATA).intactContent(in)));
        }
        return pieces;
    }

    /** What is wrong with a picture; empty if it agrees with its checksums and its hash. Nothing is decoded. */
    public Optional<String> check(String name) {
        try {
            Block block = block(name);
            EntryHead head = head(name, block);
            if (!block.intact(in)) {
                return Optional.of("does not agree with its checksum");
            }
            PictureParts parts = EntryBytes.read(block.content(in), head, true);
            if (parts.chunks().stream().anyMatch(chunk -> chunk.length == 0)) {
                return Optional.of("has a tile that does not agree with its checksum");
            }
            metadata(name);
            byte[] expected = located(name).sha256();
            if (expected.length > 0 && !Arrays.equals(expected, block.sha256(in))) {
                return Optional.of("does not agree with its SHA-256");
            }
            return Optional.empty();
        } catch (CorruptFileException | io.diabolo.error.UnsupportedFormatException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The weights file of the codec that the archive carries.
     *
     * @throws CorruptFileException if it is damaged, or not the one that the header names
     */
    public Optional<byte[]> codecWeights() {
        Block block = Block.at(in, contents.firstBlock());
        if (block == null || block.kind() != ArchiveFormat.CODEC) {
            return Optional.empty();
        }
        ByteCursor.require(
                block.fits(in) && block.contentBytes() <= ArchiveFormat.MAX_CODEC, "carries a codec that is too long");
        byte[] weights = block.intactContent(in);
        String sha256 = HexFormat.of().formatHex(ArchiveFormat.sha256().digest(weights));
        ByteCursor.require(sha256.equals(header().codecSha256()), "carries another codec than its header names");
        return Optional.of(weights);
    }

    @Override
    public void close() {
        in.close();
    }

    private Located located(String name) {
        Located located = contents.pictures().get(name);
        if (located == null) {
            throw new BadInputException(
                    "The archive has no picture %s: archive list shows the names.".formatted(EntryNames.shown(name)));
        }
        return located;
    }

    private Block block(String name) {
        return Block.require(in, located(name).at(), ArchiveFormat.ENTRY);
    }

    private EntryHead head(String name, Block block) {
        EntryHead head = EntryHead.read(block.start(in, ArchiveFormat.MAX_HEAD), block.contentBytes(), header());
        ByteCursor.require(
                head.name().equals(name),
                "calls a picture %s in its index and %s where it is"
                        .formatted(EntryNames.shown(name), EntryNames.shown(head.name())));
        return head;
    }

    /** A time that Java and file systems can hold: the years 0 to 9999. */
    private static long clamped(long seconds) {
        return Math.max(-62_167_219_200L, Math.min(253_402_300_799L, seconds));
    }
}

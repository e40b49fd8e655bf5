package io.diabolo.codec.archive;

import io.diabolo.error.CorruptFileException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A block of an archive: its kind (1 byte), the length of its content (varint), the content, the CRC-32C of all that.
 *
 * @param at where it starts in the file
 * @param headBytes bytes in front of the content
 */
record Block(byte kind, long at, int headBytes, int contentBytes) {

    private static final int MAX_HEAD = 1 + 5;
    private static final int PIECE = 1 << 16;

    /** The bytes of a whole block. */
    static byte[] write(byte kind, byte[] content) {
        byte[] head = new ByteWriter().u8(kind).number(content.length).toArray();
        int checksum = ArchiveFormat.checksum(head, head.length, content, 0, content.length);
        return new ByteWriter().bytes(head).bytes(content).i32(checksum).toArray();
    }

    /** What starts there; null if it cannot be a block. It may reach behind the end of the file. */
    static @Nullable Block at(ArchiveBytes in, long at) {
        if (at < 0 || at >= in.length()) {
            return null;
        }
        ByteCursor head = new ByteCursor(in.read(at, (int) Math.min(MAX_HEAD, in.length() - at)));
        try {
            int kind = head.u8();
            int content = head.number("a block", 0, ArchiveFormat.MAX_CONTENT);
            return kind == 0 ? null : new Block((byte) kind, at, head.at(), content);
        } catch (CorruptFileException e) {
            return null;
        }
    }

    /** The whole block of a kind that starts there. */
    static Block require(ArchiveBytes in, long at, byte kind) {
        Block block = at(in, at);
        if (block == null || block.kind != kind || !block.fits(in)) {
            throw new CorruptFileException(
                    "The archive has no whole block of kind %c at byte %d: it is damaged.".formatted((char) kind, at));
        }
        return block;
    }

    long contentAt() {
        return at + headBytes;
    }

    /** Behind its last byte. */
    long end() {
        return contentAt() + contentBytes + ArchiveFormat.CHECKSUM_BYTES;
    }

    boolean fits(ArchiveBytes in) {
        return end() <= in.length();
    }

    /** Whether a block that fits agrees with its checksum; its bytes are not all in memory at once. */
    boolean intact(ArchiveBytes in) {
        CRC32C crc = new CRC32C();
        long stop = end() - ArchiveFormat.CHECKSUM_BYTES;
        for (long from = at; from < stop; from += PIECE) {
            crc.update(in.read(from, (int) Math.min(PIECE, stop - from)));
        }
        return (int) crc.getValue() == new ByteCursor(in.read(stop, ArchiveFormat.CHECKSUM_BYTES)).i32();
    }

    /** SHA-256 of what the checksum is of. */
    byte[] sha256(ArchiveBytes in) {
        MessageDigest digest = ArchiveFormat.sha256();
        long stop = end() - ArchiveFormat.CHECKSUM_BYTES;
        for (long from = at; from < stop; from += PIECE) {
            digest.update(in.read(from, (int) Math.min(PIECE, stop - from)));
        }
        return digest.digest();
    }

    /** The content of a block that fits, whether or not it agrees with its checksum. */
    byte[] content(ArchiveBytes in) {
        return in.read(contentAt(), contentBytes);
    }

    /** The first bytes of the content. */
    byte[] start(ArchiveBytes in, int most) {
        return in.read(contentAt(), (int) Math.min(Math.min(most, contentBytes), in.length() - contentAt()));
    }

    /** @throws CorruptFileException if it does not agree with its checksum */
    byte[] intactContent(ArchiveBytes in) {
        byte[] all = in.read(at, (int) (end() - at));
        int covered = all.length - ArchiveFormat.CHECKSUM_BYTES;
        int stored = new ByteCursor(Arrays.copyOfRange(all, covered, all.length)).i32();
        if (ArchiveFormat.checksum(new byte[0], 0, all, 0, covered) != stored) {
            throw new CorruptFileException(
                    "The archive's block at byte %d does not agree with its checksum: it is damaged.".formatted(at));
        }
        return Arrays.copyOfRange(all, headBytes, covered);
    }
}

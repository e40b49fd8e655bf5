package io.diabolo.codec.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** What is fixed in a {@code .dba} file, and its limits. */
final class ArchiveFormat {

    static final int VERSION = 1;

    /** The kinds of block. */
    static final byte ENTRY = 'E';

    static final byte INDEX = 'I';
    static final byte CODEC = 'C';
    static final byte END = 'Z';
    static final byte METADATA = 'M';

    static final int CHECKSUM_BYTES = 4;
    static final int SHA_BYTES = 32;
    static final int ID_DIGITS = 16;

    /** What the block at the end of the file says: where the index is. */
    static final int END_CONTENT = 8;

    /** That block: kind, length, content, checksum. */
    static final int END_BYTES = 1 + 1 + END_CONTENT + CHECKSUM_BYTES;

    /** The smallest entry with a name and a tile: what a count of entries is held against. */
    static final int MIN_ENTRY_BYTES = 20;

    static final int MAX_ENTRIES = 1 << 20;
    static final int MAX_NAME_BYTES = 1024;

    /** Pieces of metadata of one picture. */
    static final int MAX_PIECES = 16;

    /** Java's longest array is a little shorter than 2 GiB. */
    static final int MAX_CONTENT = Integer.MAX_VALUE - 64;

    static final int MAX_CODEC = 256 << 20;

    /** No entry has more in front of its first chunk. */
    static final int MAX_HEAD = 4096;

    private ArchiveFormat() {}

    /** CRC-32C of some bytes, then of others. */
    static int checksum(byte[] first, int firstLength, byte[] second, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(first, 0, firstLength);
        crc.update(second, offset, length);
        return (int) crc.getValue();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

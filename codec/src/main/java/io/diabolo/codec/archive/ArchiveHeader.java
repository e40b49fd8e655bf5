package io.diabolo.codec.archive;

import io.diabolo.codec.PictureHeader;
import io.diabolo.codec.Quality;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What all pictures of an archive have in common.
 *
 * @param hashes whether the index has a SHA-256 for each picture
 * @param codecSha256 of the codec's weights file, 64 hexadecimal digits; the first 16 are the codec's id
 * @param quality what the pictures were coded for, and those to come are
 * @param shared what a picture need not say again
 */
public record ArchiveHeader(boolean hashes, String codecSha256, Quality quality, Shared shared) {

    /** A byte that is no text, then "DBA". */
    private static final byte[] MAGIC = {(byte) 0xd1, 'D', 'B', 'A'};

    private static final int HASHES = 1;

    /** Of the longest header. */
    static final int MAX_BYTES = 128;

    /**
     * Values of the first picture, which the others may have too.
     *
     * @param level the quality level, 0 to 126
     * @param width pixels
     * @param height pixels
     * @param seconds since 1970, which other times are counted from
     */
    public record Shared(int level, int width, int height, long seconds) {}

    /** The codec's id, as files of single pictures name it. */
    public String codecId() {
        return codecSha256.substring(0, ArchiveFormat.ID_DIGITS);
    }

    byte[] bytes() {
        byte[] fields = new ByteWriter()
                .bytes(MAGIC)
                .u8(ArchiveFormat.VERSION)
                .u8(hashes ? HASHES : 0)
                .bytes(HexFormat.of().parseHex(codecSha256))
                .u8(kind(quality))
                .i64(Double.doubleToLongBits(value(quality)))
                .u8(shared.level)
                .number(shared.width)
                .number(shared.height)
                .signed(shared.seconds)
                .toArray();
        return new ByteWriter()
                .bytes(fields)
                .i32(ArchiveFormat.checksum(fields, fields.length, fields, 0, 0))
                .toArray();
    }

    /**
     * Reads a header from the start of a file.
     *
     * @param bytes at least the whole header
     * @throws UnsupportedFormatException if this is no archive, or a newer one
     * @throws CorruptFileException if it does not agree with its checksum
     */
    static ArchiveHeader read(byte[] bytes) {
        requireKind(bytes);
        ByteCursor in = new ByteCursor(bytes);
        in.bytes(MAGIC.length + 1);
        int flags = in.u8();
        String codec = HexFormat.of().formatHex(in.bytes(ArchiveFormat.SHA_BYTES));
        int kind = in.u8();
        double value = Double.longBitsToDouble(in.i64());
        int level = in.number("a level", 0, PictureHeader.MAX_LEVELS - 1);
        int width = in.number("a width", 1, PictureHeader.MAX_SIDE);
        int height = in.number("a height", 1, PictureHeader.MAX_SIDE);
        Shared shared = new Shared(level, width, height, in.signed());
        int covered = in.at();
        ByteCursor.require(
                in.i32() == ArchiveFormat.checksum(bytes, covered, bytes, 0, 0),
                "has a header that does not agree with its checksum");
        if ((flags & ~HASHES) != 0) {
            throw new UnsupportedFormatException(
                    "The archive uses features (flags 0x%02x) that this release does not know: take a newer one."
                            .formatted(flags));
        }
        return new ArchiveHeader((flags & HASHES) != 0, codec, quality(kind, value), shared);
    }

    private static void requireKind(byte[] bytes) {
        if (bytes.length == 0) {
            throw new CorruptFileException("The file is empty: 0 bytes are no archive.");
        }
        int shown = Math.min(bytes.length, MAGIC.length);
        if (!Arrays.equals(bytes, 0, shown, MAGIC, 0, shown)) {
            throw new UnsupportedFormatException(
                    "The file is not an archive of pictures: it does not start with the bytes D1 44 42 41.");
        }
        ByteCursor.require(bytes.length > shown && bytes[shown] != 0, "ends within its header");
        if ((bytes[shown] & 0xff) > ArchiveFormat.VERSION) {
            throw new UnsupportedFormatException(
                    "The archive has format version %d, and this release reads version %d: take a newer one."
                            .formatted(bytes[shown] & 0xff, ArchiveFormat.VERSION));
        }
    }

    private static int kind(Quality quality) {
        if (quality instanceof Quality.Scale) {
            return 1;
        }
        if (quality instanceof Quality.BitsPerPixel) {
            return 2;
        }
        return quality instanceof Quality.MaxBytes ? 3 : 4;
    }

    private static double value(Quality quality) {
        if (quality instanceof Quality.Scale scale) {
            return scale.quality();
        }
        if (quality instanceof Quality.BitsPerPixel target) {
            return target.bitsPerPixel();
        }
        return quality instanceof Quality.MaxBytes target ? target.bytes() : ((Quality.PsnrDb) quality).psnrDb();
    }

    private static Quality quality(int kind, double value) {
        try {
            return switch (kind) {
                case 1 -> Quality.of(value);
                case 2 -> Quality.bitsPerPixel(value);
                case 3 -> Quality.maxBytes((long) value);
                case 4 -> Quality.psnrDb(value);
                default ->
                    throw new CorruptFileException(
                            "The archive has a quality of kind %d, where 1 to 4 are known: it is damaged."
                                    .formatted(kind));
            };
        } catch (BadInputException e) {
            throw new CorruptFileException("The archive has a quality that is none: it is damaged.", e);
        }
    }
}

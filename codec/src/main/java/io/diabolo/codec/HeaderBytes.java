package io.diabolo.codec;

import io.diabolo.entropy.RansEncoder;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The header, byte by byte: magic (4), version (1), flags (1: bit 0 gray, bit 1 alpha), codec id (8), level (1), width,
 * height, the length of each tile, the length of the alpha channel if there is one. The last ones are varints: 7 bits a
 * byte, lowest first, the high bit set in all but the last byte.
 */
final class HeaderBytes {

    static final int FORMAT_VERSION = 1;

    /** A byte that is no text, then "DBL". */
    private static final byte[] MAGIC = {(byte) 0xd1, 'D', 'B', 'L'};

    /** Bytes in front of a chunk. */
    static final int CHECKSUM_BYTES = 4;

    /** What a tile takes at least: its length, its checksum, the states of its entropy coder. */
    private static final int MIN_TILE_BYTES = 1 + CHECKSUM_BYTES + RansEncoder.MIN_BYTES;

    private static final int GRAY = 1;
    private static final int ALPHA = 2;
    private static final int ID_BYTES = 8;
    private static final int MAX_VARINT_BYTES = 5;

    private final byte[] file;
    private int at;

    private HeaderBytes(byte[] file) {
        this.file = file;
    }

    static byte[] write(PictureHeader header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.write(header.formatVersion());
        out.write((header.gray() ? GRAY : 0) | (header.alpha() ? ALPHA : 0));
        out.writeBytes(HexFormat.of().parseHex(header.codecId()));
        out.write(header.level());
        writeVarint(out, header.width());
        writeVarint(out, header.height());
        header.tileBytes().forEach(length -> writeVarint(out, length));
        if (header.alpha()) {
            writeVarint(out, header.alphaBytes());
        }
        return out.toByteArray();
    }

    /**
     * Reads a header. What it says is possible and not more than the length of the file justifies; its checksums are the
     * chunks'.
     */
    static Parsed read(byte[] file) {
        return new HeaderBytes(file).read();
    }

    private Parsed read() {
        requireKind();
        int flags = next();
        if ((flags & ~(GRAY | ALPHA)) != 0) {
            throw new UnsupportedFormatException(
                    "The file uses features (flags 0x%02x) that this release does not know: take a newer one."
                            .formatted(flags));
        }
        boolean alpha = (flags & ALPHA) != 0;
        require(file.length - at >= ID_BYTES, "ends within its header");
        String id = HexFormat.of().formatHex(file, at, at + ID_BYTES);
        at += ID_BYTES;
        int level = next();
        require(level < PictureHeader.MAX_LEVELS, "says quality level " + level + ", where 126 is the highest");
        int width = varint();
        int height = varint();
        requireSize(width, height);
        TileGrid grid = new TileGrid(width, height);
        require(
                file.length - at >= (long) grid.count() * MIN_TILE_BYTES,
                "has %d bytes, too few for %d x %d pixels".formatted(file.length, width, height));
        Integer[] tileBytes = new Integer[grid.count()];
        for (int i = 0; i < tileBytes.length; i++) {
            tileBytes[i] = varint();
            require(tileBytes[i] >= RansEncoder.MIN_BYTES, "says that tile %d has %d bytes".formatted(i, tileBytes[i]));
        }
        int alphaBytes = alpha ? varint() : 0;
        PictureHeader header = new PictureHeader(
                FORMAT_VERSION,
                id,
                width,
                height,
                (flags & GRAY) != 0,
                alpha,
                level,
                grid.across(),
                List.of(tileBytes),
                alphaBytes);
        return new Parsed(header, at);
    }

    private void requireKind() {
        if (file.length == 0) {
            throw new CorruptFileException("The file is empty: 0 bytes are no picture.");
        }
        int shown = Math.min(file.length, MAGIC.length);
        if (!Arrays.equals(file, 0, shown, MAGIC, 0, shown)) {
            throw new UnsupportedFormatException(
                    "The file is not a picture of this codec: it does not start with the bytes D1 44 42 4C.");
        }
        at = shown;
        int version = next();
        require(version != 0, "says format version 0");
        if (version > FORMAT_VERSION) {
            throw new UnsupportedFormatException(
                    "The file has format version %d, and this release reads version %d: take a newer one."
                            .formatted(version, FORMAT_VERSION));
        }
    }

    private static void requireSize(int width, int height) {
        require(
                Math.min(width, height) >= 1
                        && Math.max(width, height) <= PictureHeader.MAX_SIDE
                        && (long) width * height <= PictureHeader.MAX_PIXELS,
                "says that the picture has %d x %d pixels, where sides are 1 to %d and pixels %d at most"
                        .formatted(width, height, PictureHeader.MAX_SIDE, PictureHeader.MAX_PIXELS));
    }

    private int next() {
        require(at < file.length, "ends within its header");
        return file[at++] & 0xff;
    }

    private int varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            int part = next();
            value |= (long) (part & 0x7f) << (7 * i);
            if (part < 0x80) {
                require(value <= Integer.MAX_VALUE, "has a length past 2 GiB in its header");
                return (int) value;
            }
        }
        throw new CorruptFileException("The file has a number of more than 5 bytes in its header: it is damaged.");
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static void require(boolean held, String broken) {
        if (!held) {
            throw new CorruptFileException("The file %s: it is damaged.".formatted(broken));
        }
    }

    /** A header and where the bytes behind it start. */
    record Parsed(PictureHeader header, int end) {}
}

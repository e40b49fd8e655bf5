package io.diabolo.codec;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A file: its header, then a chunk for each tile in raster order, then one for the alpha channel if there is one. A chunk is
 * a checksum (CRC-32C, little-endian) of the header's bytes and its own, then its own bytes. So an intact chunk proves the
 * header too, which needs no checksum.
 */
final class PictureFile {

    private final byte[] bytes;
    private final PictureHeader header;
    private final int headerEnd;
    private final long[] chunkStarts;
    private final boolean[] intact;

    private PictureFile(byte[] bytes, HeaderBytes.Parsed parsed) {
        this.bytes = bytes;
        header = parsed.header();
        headerEnd = parsed.end();
        int chunks = header.tileBytes().size() + (header.alpha() ? 1 : 0);
        chunkStarts = new long[chunks + 1];
        intact = new boolean[chunks];
        chunkStarts[0] = headerEnd;
        for (int i = 0; i < chunks; i++) {
            chunkStarts[i + 1] = chunkStarts[i] + HeaderBytes.CHECKSUM_BYTES + chunkBytes(i);
        }
        for (int i = 0; i < chunks; i++) {
            intact[i] = chunkStarts[i + 1] <= bytes.length && agrees(i);
        }
    }

    /**
     * Reads a file; it is not copied. Nothing is allocated but a few bytes a tile.
     *
     * @throws io.diabolo.error.UnsupportedFormatException if it is of another kind or a newer version
     * @throws CorruptFileException if its header is damaged, or not one tile is intact
     */
    static PictureFile read(byte[] bytes) {
        PictureFile file = new PictureFile(bytes, HeaderBytes.read(bytes));
        int tiles = file.header.tileBytes().size();
        if (IntStream.range(0, tiles).noneMatch(file::intact)) {
            long length = file.length();
            throw new CorruptFileException(
                    bytes.length < length
                            ? "The file is cut off: %d of %d bytes, and not one whole tile."
                                    .formatted(bytes.length, length)
                            : "The file is damaged: not one tile agrees with its checksum.");
        }
        return file;
    }

    static byte[] write(PictureHeader header, List<byte[]> tiles, byte[] alpha) {
        return write(
                header,
                header.alpha()
                        ? IntStream.rangeClosed(0, tiles.size())
                                .mapToObj(i -> i < tiles.size() ? tiles.get(i) : alpha)
                                .toList()
                        : tiles);
    }

    /** @param chunks of the tiles, then of the alpha channel; an empty one is lost, and gets a wrong checksum */
    static byte[] write(PictureHeader header, List<byte[]> chunks) {
        byte[] head = HeaderBytes.write(header);
        long length = head.length;
        for (int i = 0; i < chunks.size(); i++) {
            length += HeaderBytes.CHECKSUM_BYTES + statedBytes(header, i);
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new BadInputException("The picture would take more than 2 GiB: choose a lower quality.");
        }
        ByteBuffer out = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head);
        for (int i = 0; i < chunks.size(); i++) {
            byte[] stored = chunks.get(i);
            boolean lost = stored.length == 0;
            byte[] chunk = lost ? new byte[statedBytes(header, i)] : stored;
            int checksum = checksum(head, head.length, chunk, 0, chunk.length);
            out.putInt(lost ? ~checksum : checksum).put(chunk);
        }
        return out.array();
    }

    private static int statedBytes(PictureHeader header, int chunk) {
        List<Integer> tiles = header.tileBytes();
        return chunk < tiles.size() ? tiles.get(chunk) : header.alphaBytes();
    }

    PictureHeader header() {
        return header;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Behind the last chunk, whether or not the file is so long. */
    long length() {
        return chunkStarts[intact.length];
    }

    /** Whether a chunk is there and agrees with its checksum; the alpha channel's follows the tiles'. */
    boolean intact(int chunk) {
        return intact[chunk];
    }

    /** Where the bytes of an intact chunk start. */
    int chunkStart(int chunk) {
        return (int) chunkStarts[chunk] + HeaderBytes.CHECKSUM_BYTES;
    }

    int chunkBytes(int chunk) {
        return statedBytes(header, chunk);
    }

    private boolean agrees(int chunk) {
        int stored = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt((int) chunkStarts[chunk]);
        return stored == checksum(bytes, headerEnd, bytes, chunkStart(chunk), chunkBytes(chunk));
    }

    private static int checksum(byte[] head, int headLength, byte[] chunk, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(head, 0, headLength);
        crc.update(chunk, offset, length);
        return (int) crc.getValue();
    }
}

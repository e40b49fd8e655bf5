package io.diabolo.codec.archive;

import io.diabolo.codec.PictureHeader;
import io.diabolo.codec.PictureParts;
import io.diabolo.error.CorruptFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The content of an entry: its head, then its chunks. Where there are several, each has its checksum in front, that of the head
 * and its own data; so a tile can be got alone, and one intact tile proves the head.
 */
final class EntryBytes {

    private EntryBytes() {}

    static byte[] write(
            String name, long seconds, PictureParts parts, List<Long> metadata, ArchiveHeader.Shared shared) {
        byte[] head = EntryHead.write(name, seconds, parts.header(), metadata, shared);
        ByteWriter out = new ByteWriter().bytes(head);
        for (byte[] chunk : parts.chunks()) {
            if (parts.chunks().size() > 1) {
                out.i32(ArchiveFormat.checksum(head, head.length, chunk, 0, chunk.length));
            }
            out.bytes(chunk);
        }
        return out.toArray();
    }

    /**
     * The picture of an entry; what does not agree with its checksum is lost.
     *
     * @param intact whether the block agrees with its checksum
     * @throws CorruptFileException if nothing is intact
     */
    static PictureParts read(byte[] content, EntryHead head, boolean intact) {
        PictureHeader picture = head.picture();
        int count = EntryHead.chunks(picture);
        List<byte[]> chunks = new ArrayList<>();
        int at = head.bytes();
        boolean any = false;
        for (int i = 0; i < count; i++) {
            int length = i < picture.tileBytes().size() ? picture.tileBytes().get(i) : picture.alphaBytes();
            int from = at + EntryHead.checksumBytes(count);
            boolean agrees = count == 1 ? intact : agrees(content, head.bytes(), at, length);
            chunks.add(agrees ? Arrays.copyOfRange(content, from, from + length) : new byte[0]);
            any |= agrees && i < picture.tileBytes().size();
            at = from + length;
        }
        if (!any) {
            throw new CorruptFileException(
                    count == 1
                            ? "The picture does not agree with its checksum: it is damaged."
                            : "The picture is damaged: not one tile agrees with its checksum.");
        }
        return new PictureParts(picture, chunks);
    }

    private static boolean agrees(byte[] content, int headBytes, int at, int length) {
        int from = at + ArchiveFormat.CHECKSUM_BYTES;
        int stored = new ByteCursor(Arrays.copyOfRange(content, at, from)).i32();
        return stored == ArchiveFormat.checksum(content, headBytes, content, from, length);
    }
}

package io.diabolo.codec.archive;

import io.diabolo.codec.PictureHeader;
import io.diabolo.codec.PictureParts;
import io.diabolo.entropy.RansEncoder;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an entry says in front of its first chunk.
 *
 * @param name as it stands there, which need be no good one
 * @param seconds since 1970, when the picture's file was last changed
 * @param picture its size, level and chunks
 * @param metadata where the blocks start that hold the picture's metadata
 * @param bytes how long this is
 */
record EntryHead(String name, long seconds, PictureHeader picture, List<Long> metadata, int bytes) {

    private static final int GRAY = 1;
    private static final int ALPHA = 2;
    private static final int OWN_SIZE = 4;
    private static final int OWN_LEVEL = 8;
    private static final int WITH_METADATA = 16;

    static byte[] write(
            String name, long seconds, PictureHeader picture, List<Long> metadata, ArchiveHeader.Shared shared) {
        boolean ownSize = picture.width() != shared.width() || picture.height() != shared.height();
        boolean ownLevel = picture.level() != shared.level();
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteWriter out = new ByteWriter()
                .u8((picture.gray() ? GRAY : 0)
                        | (picture.alpha() ? ALPHA : 0)
                        | (ownSize ? OWN_SIZE : 0)
                        | (ownLevel ? OWN_LEVEL : 0)
                        | (metadata.isEmpty() ? 0 : WITH_METADATA))
                .number(text.length)
                .bytes(text)
                .signed(seconds - shared.seconds());
        if (ownSize) {
            out.number(picture.width()).number(picture.height());
        }
        if (ownLevel) {
            out.u8(picture.level());
        }
        if (!metadata.isEmpty()) {
            out.number(metadata.size());
            metadata.forEach(out::number);
        }
        int last = chunks(picture) - 1;
        for (int i = 0; i < last; i++) {
            out.number(picture.tileBytes().get(i));
        }
        return out.toArray();
    }

    /**
     * Reads it.
     *
     * @param start the first bytes of the entry's content
     * @param contentBytes the length of all of it
     */
    static EntryHead read(byte[] start, int contentBytes, ArchiveHeader header) {
        ByteCursor in = new ByteCursor(start);
        int flags = in.u8();
        if ((flags & ~(GRAY | ALPHA | OWN_SIZE | OWN_LEVEL | WITH_METADATA)) != 0) {
            throw new UnsupportedFormatException(
                    "The archive has a picture with features (flags 0x%02x) that this release does not know: take a newer one."
                            .formatted(flags));
        }
        byte[] text = in.bytes(in.number("the length of a name", 1, ArchiveFormat.MAX_NAME_BYTES));
        String name = EntryNames.decode(text)
                .orElseThrow(
                        () -> new CorruptFileException("The archive has a name that is not UTF-8: it is damaged."));
        long seconds = header.shared().seconds() + in.signed();
        boolean ownSize = (flags & OWN_SIZE) != 0;
        int width = ownSize
                ? in.number("a width", 1, PictureHeader.MAX_SIDE)
                : header.shared().width();
        int height = ownSize
                ? in.number("a height", 1, PictureHeader.MAX_SIDE)
                : header.shared().height();
        ByteCursor.require(
                (long) width * height <= PictureHeader.MAX_PIXELS,
                "has a picture of %d x %d pixels".formatted(width, height));
        int level = (flags & OWN_LEVEL) != 0 ? in.u8() : header.shared().level();
        ByteCursor.require(level < PictureHeader.MAX_LEVELS, "has a picture of quality level " + level);
        List<Long> metadata = new ArrayList<>();
        int pieces = (flags & WITH_METADATA) == 0
                ? 0
                : in.number("a number of pieces of metadata", 1, ArchiveFormat.MAX_PIECES);
        for (int i = 0; i < pieces; i++) {
            metadata.add(in.number());
        }
        boolean alpha = (flags & ALPHA) != 0;
        int tiles = PictureParts.tilesAlong(width) * PictureParts.tilesAlong(height);
        ByteCursor.require(
                contentBytes - in.at() >= (long) tiles * RansEncoder.MIN_BYTES,
                "has a picture of %d bytes, too few for %d x %d pixels".formatted(contentBytes, width, height));
        List<Integer> lengths = lengths(in, contentBytes, tiles + (alpha ? 1 : 0), tiles);
        PictureHeader picture = new PictureHeader(
                1,
                header.codecId(),
                width,
                height,
                (flags & GRAY) != 0,
                alpha,
                level,
                PictureParts.tilesAlong(width),
                lengths.subList(0, tiles),
                alpha ? lengths.get(tiles) : 0);
        return new EntryHead(name, seconds, picture, metadata, in.at());
    }

    static int chunks(PictureHeader picture) {
        return picture.tileBytes().size() + (picture.alpha() ? 1 : 0);
    }

    /** Bytes in front of each chunk. One chunk alone is covered by the checksum of its block. */
    static int checksumBytes(int chunks) {
        return chunks > 1 ? ArchiveFormat.CHECKSUM_BYTES : 0;
    }

    /** The last length is what is left. */
    private static List<Integer> lengths(ByteCursor in, int contentBytes, int chunks, int tiles) {
        List<Integer> lengths = new ArrayList<>();
        long others = 0;
        for (int i = 0; i < chunks - 1; i++) {
            lengths.add(in.number("a tile's length", RansEncoder.MIN_BYTES, ArchiveFormat.MAX_CONTENT));
            others += lengths.get(i);
        }
        long last = contentBytes - in.at() - others - (long) chunks * checksumBytes(chunks);
        int least = chunks == tiles ? RansEncoder.MIN_BYTES : 1;
        ByteCursor.require(last >= least, "has a picture whose parts are longer than it");
        lengths.add((int) last);
        return lengths;
    }
}

package io.diabolo.codec.archive;

import io.diabolo.codec.PictureParts;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The metadata behind the pixels of a {@code .dbl} file, each piece a block as in an archive. Readers that know nothing of it ignore it.
 *
 * @param pieces what is whole, in the file's order
 * @param damaged whether something stands behind them that is not
 */
public record KeptMetadata(List<Metadata> pieces, boolean damaged) {

    /** Of all pieces together, unpacked. */
    private static final int MOST_BYTES = 2 * Metadata.MAX_BYTES;

    public KeptMetadata {
        pieces = List.copyOf(pieces);
    }

    /**
     * What comes behind a picture's file.
     *
     * @throws BadInputException for more than 16 pieces, or more than 32 MiB of them
     */
    public static byte[] bytes(List<Metadata> pieces) {
        if (pieces.size() > ArchiveFormat.MAX_PIECES || size(pieces) > MOST_BYTES) {
            throw new BadInputException(
                    "The picture has %d pieces of metadata with %,d bytes, and at most %d pieces with %,d bytes are kept."
                            .formatted(pieces.size(), size(pieces), ArchiveFormat.MAX_PIECES, MOST_BYTES));
        }
        ByteWriter out = new ByteWriter();
        pieces.forEach(piece -> out.bytes(Block.write(ArchiveFormat.METADATA, piece.content())));
        return out.toArray();
    }

    /**
     * What a file has.
     *
     * @throws io.diabolo.error.UnsupportedFormatException if the file is of another kind or a newer version
     * @throws CorruptFileException if its header is damaged or no tile is intact
     */
    public static KeptMetadata read(byte[] dbl) {
        long end = PictureParts.length(dbl);
        List<Metadata> pieces = new ArrayList<>();
        if (end >= dbl.length) {
            return new KeptMetadata(pieces, false);
        }
        byte[] behind = Arrays.copyOfRange(dbl, (int) end, dbl.length);
        ByteCursor in = new ByteCursor(behind);
        try {
            while (in.remaining() > 0 && pieces.size() < ArchiveFormat.MAX_PIECES) {
                pieces.add(piece(in, behind, MOST_BYTES - size(pieces)));
            }
            return new KeptMetadata(pieces, in.remaining() > 0);
        } catch (CorruptFileException e) {
            return new KeptMetadata(pieces, true);
        }
    }

    private static long size(List<Metadata> pieces) {
        return pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
    }

    /** @param most bytes that it may have */
    private static Metadata piece(ByteCursor in, byte[] all, long most) {
        int start = in.at();
        ByteCursor.require(in.u8() == ArchiveFormat.METADATA, "has a block of another kind");
        byte[] content = in.bytes(in.number("a block", 0, ArchiveFormat.MAX_CONTENT));
        int covered = in.at() - start;
        ByteCursor.require(
                in.i32() == ArchiveFormat.checksum(new byte[0], 0, all, start, covered),
                "has a block with another checksum");
        return Metadata.read(content, most);
    }
}

package io.diabolo.codec;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * A coded picture taken apart, for containers that store its parts otherwise than a {@code .dbl} file does.
 *
 * @param header what the file says about itself
 * @param chunks the data of each tile in raster order, then those of the alpha channel if there is one, without
 *     checksums; an empty array is a chunk that is lost
 */
public record PictureParts(PictureHeader header, List<byte[]> chunks) {

    public PictureParts {
        chunks = List.copyOf(chunks);
    }

    /**
     * Takes a file apart.
     *
     * @throws UnsupportedFormatException if the file is of another kind or a newer version
     * @throws CorruptFileException if its header is damaged or no tile is intact
     */
    public static PictureParts of(byte[] file) {
        PictureFile parts = PictureFile.read(file);
        List<byte[]> chunks = new ArrayList<>();
        int count = parts.header().tileBytes().size() + (parts.header().alpha() ? 1 : 0);
        for (int i = 0; i < count; i++) {
            byte[] chunk = new byte[parts.intact(i) ? parts.chunkBytes(i) : 0];
            System.arraycopy(file, chunk.length == 0 ? 0 : parts.chunkStart(i), chunk, 0, chunk.length);
            chunks.add(chunk);
        }
        return new PictureParts(parts.header(), chunks);
    }

    /**
     * How many bytes of a file belong to the picture, whether or not they are all there: what stands behind them is no part of it.
     *
     * @throws UnsupportedFormatException if the file is of another kind or a newer version
     * @throws CorruptFileException if its header is damaged or no tile is intact
     */
    public static long length(byte[] file) {
        return PictureFile.read(file).length();
    }

    /** Puts the file together; a lost chunk comes out as one that does not agree with its checksum. */
    public byte[] toFile() {
        return PictureFile.write(header, chunks);
    }

    /**
     * How many tiles lie beside one another in a picture, and how many one upon another.
     *
     * @param length its width, or its height
     */
    public static int tilesAlong(int length) {
        return new TileGrid(length, 1).across();
    }
}

package io.diabolo.codec;

import java.util.List;

/**
 * What a file says about itself.
 *
 * @param formatVersion the version of the file format, 1
 * @param codecId the codec that wrote it and reads it: 16 hexadecimal digits
 * @param width pixels, 1 to 65535
 * @param height pixels, 1 to 65535; width times height is 134,217,728 at most
 * @param gray whether the picture is gray; else it is RGB
 * @param alpha whether it has an alpha channel
 * @param level the quality level, 0 to 126
 * @param tilesAcross tiles in a row
 * @param tileBytes the coded size of each tile in raster order, without its checksum
 * @param alphaBytes the coded size of the alpha channel without its checksum; 0 where there is none
 */
public record PictureHeader(
        int formatVersion,
        String codecId,
        int width,
        int height,
        boolean gray,
        boolean alpha,
        int level,
        int tilesAcross,
        List<Integer> tileBytes,
        int alphaBytes) {

    /** The longest side of a picture. */
    public static final int MAX_SIDE = 65_535;

    /** The most pixels of a picture. */
    public static final int MAX_PIXELS = 1 << 27;

    /** The number of quality levels that the format has room for. */
    public static final int MAX_LEVELS = 127;

    public PictureHeader {
        tileBytes = List.copyOf(tileBytes);
    }
}

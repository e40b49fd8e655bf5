package io.diabolo.codec;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A decoded picture, and what damage it took.
 *
 * @param picture of type BYTE_GRAY, 3BYTE_BGR or 4BYTE_ABGR; gray with alpha has two bytes a pixel and type CUSTOM
 * @param damaged the tiles that could not be decoded and are gray in the picture, but for edges that fade into
 *     neighbours; empty if the file is whole
 * @param alphaLost whether the alpha channel could not be decoded; the picture is opaque then
 */
public record Decoded(BufferedImage picture, List<DamagedTile> damaged, boolean alphaLost) {

    public Decoded {
        damaged = List.copyOf(damaged);
    }

    /** Whether everything was decoded. */
    public boolean whole() {
        return damaged.isEmpty() && !alphaLost;
    }

    /** A lost tile: its number in raster order from 0, its place and its size in pixels. */
    public record DamagedTile(int index, int x, int y, int width, int height) {}
}

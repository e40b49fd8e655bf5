package io.diabolo.codec;

import io.diabolo.codec.TileGrid.Tile;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Puts decoded tiles together; where two overlap, one fades into the other.
 *
 * <p>In column j = 0 .. 31 of an overlap, the pixel is (left * (63 - 2j) + right * (2j + 1) + 32) &gt;&gt; 6. A row of tiles is
 * put together so; then rows of tiles are, with the same formula from top to bottom. Every step is on bytes, so the
 * result has one value.
 */
final class Mosaic {

    private static final int OVERLAP = TileGrid.OVERLAP;

    private final TileGrid.Part part;
    private final int width;
    private final byte[] rgb;

    /** The rows that the last row of tiles shares with the one being put. */
    private final byte[] above;

    private Mosaic(TileGrid.Part part) {
        this.part = part;
        width = part.width();
        rgb = new byte[width * part.height() * 3];
        above = new byte[part.endRow() - part.firstRow() > 1 ? width * OVERLAP * 3 : 0];
    }

    /** The picture of these tiles, R, G, B; of a row of tiles, as many are made at once as there are threads. */
    static byte[] of(TileGrid grid, TileThreads threads, IntFunction<byte[]> tiles) {
        return of(grid.whole(), threads, tiles);
    }

    /** A part of a picture. What lies in no tile but these has the pixels that it has in the whole picture. */
    static byte[] of(TileGrid.Part part, TileThreads threads, IntFunction<byte[]> tiles) {
        Mosaic mosaic = new Mosaic(part);
        for (int row = part.firstRow(); row < part.endRow(); row++) {
            int first = part.first(row);
            List<byte[]> made = threads.each(first, first + part.columns(), tiles);
            for (int i = 0; i < made.size(); i++) {
                mosaic.add(part.grid().tile(first + i), made.get(i));
            }
        }
        return mosaic.rgb;
    }

    /** Adds a tile; all must be added, in raster order. */
    private void add(Tile tile, byte[] pixels) {
        int top = tile.y() - part.y();
        if (tile.row() > part.firstRow() && tile.column() == part.firstColumn()) {
            System.arraycopy(rgb, top * width * 3, above, 0, above.length);
        }
        int faded = tile.column() > part.firstColumn() ? OVERLAP : 0;
        int rowBytes = tile.width() * 3;
        for (int y = 0; y < tile.height(); y++) {
            int from = y * rowBytes;
            int to = ((top + y) * width + tile.x() - part.x()) * 3;
            for (int i = 0; i < faded * 3; i++) {
                rgb[to + i] = fade(rgb[to + i], pixels[from + i], i / 3);
            }
            System.arraycopy(pixels, from + faded * 3, rgb, to + faded * 3, rowBytes - faded * 3);
        }
        if (tile.row() > part.firstRow() && tile.column() == part.endColumn() - 1) {
            fadeRows(top * width * 3);
        }
    }

    private void fadeRows(int start) {
        int rowBytes = width * 3;
        for (int i = 0; i < above.length; i++) {
            rgb[start + i] = fade(above[i], rgb[start + i], i / rowBytes);
        }
    }

    private static byte fade(byte first, byte second, int step) {
        return (byte) (((first & 0xff) * (63 - 2 * step) + (second & 0xff) * (2 * step + 1) + 32) >> 6);
    }
}

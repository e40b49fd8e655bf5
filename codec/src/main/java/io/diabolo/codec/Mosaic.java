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

    private final TileGrid grid;
    private final byte[] rgb;

    /** The rows that the last row of tiles shares with the one being put. */
    private final byte[] above;

    private Mosaic(TileGrid grid) {
        this.grid = grid;
        rgb = new byte[grid.width() * grid.height() * 3];
        above = new byte[grid.down() > 1 ? grid.width() * OVERLAP * 3 : 0];
    }

    /** The picture of these tiles, R, G, B; of a row of tiles, as many are made at once as there are threads. */
    static byte[] of(TileGrid grid, TileThreads threads, IntFunction<byte[]> tiles) {
        Mosaic mosaic = new Mosaic(grid);
        for (int first = 0; first < grid.count(); first += grid.across()) {
            List<byte[]> row = threads.each(first, first + grid.across(), tiles);
            for (int i = 0; i < row.size(); i++) {
                mosaic.add(grid.tile(first + i), row.get(i));
            }
        }
        return mosaic.rgb;
    }

    /** Adds a tile; all must be added, in raster order. */
    private void add(Tile tile, byte[] pixels) {
        if (tile.row() > 0 && tile.column() == 0) {
            System.arraycopy(rgb, tile.y() * grid.width() * 3, above, 0, above.length);
        }
        int faded = tile.column() > 0 ? OVERLAP : 0;
        int rowBytes = tile.width() * 3;
        for (int y = 0; y < tile.height(); y++) {
            int from = y * rowBytes;
            int to = ((tile.y() + y) * grid.width() + tile.x()) * 3;
            for (int i = 0; i < faded * 3; i++) {
                rgb[to + i] = fade(rgb[to + i], pixels[from + i], i / 3);
            }
            System.arraycopy(pixels, from + faded * 3, rgb, to + faded * 3, rowBytes - faded * 3);
        }
        if (tile.row() > 0 && tile.column() == grid.across() - 1) {
            fadeRows(tile.y() * grid.width() * 3);
        }
    }

    private void fadeRows(int start) {
        int rowBytes = grid.width() * 3;
        for (int i = 0; i < above.length; i++) {
            rgb[start + i] = fade(above[i], rgb[start + i], i / rowBytes);
        }
    }

    private static byte fade(byte first, byte second, int step) {
        return (byte) (((first & 0xff) * (63 - 2 * step) + (second & 0xff) * (2 * step + 1) + 32) >> 6);
    }
}

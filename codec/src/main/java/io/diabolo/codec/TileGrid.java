package io.diabolo.codec;

/**
 * How a picture is cut into tiles of at most 1024 x 1024 pixels, neighbours sharing 32 columns or rows.
 *
 * <p>A side of n pixels has p = ceil((n - 32) / 992) parts, 1 at least, which start s = 16 ceil(ceil((n - 32) / p) / 16)
 * pixels apart and are s + 32 pixels long; the last one ends with the picture. So the parts are nearly equal, and none
 * is a sliver.
 */
record TileGrid(int width, int height) {

    /** The longest side of a tile. */
    static final int MAX_TILE = 1024;

    /** Columns or rows that neighbours share. */
    static final int OVERLAP = 32;

    private static final int STEP_UNIT = 16;

    int across() {
        return parts(width);
    }

    int down() {
        return parts(height);
    }

    int count() {
        return across() * down();
    }

    /** The tile in raster order. */
    Tile tile(int index) {
        int column = index % across();
        int row = index / across();
        int x = column * step(width);
        int y = row * step(height);
        return new Tile(column, row, x, y, partEnd(x, width) - x, partEnd(y, height) - y);
    }

    /** All tiles. */
    Part whole() {
        return new Part(this, 0, across(), 0, down());
    }

    /** The tiles that a region of the picture needs. */
    Part part(Region region) {
        int firstColumn = first(region.x(), width);
        int firstRow = first(region.y(), height);
        return new Part(
                this,
                firstColumn,
                end(region.x() + region.width(), width),
                firstRow,
                end(region.y() + region.height(), height));
    }

    /** The first part of a side that holds this pixel. */
    private static int first(int at, int length) {
        int part = 0;
        while (partEnd(part * step(length), length) <= at) {
            part++;
        }
        return part;
    }

    /** Behind the last part of a side that holds a pixel in front of this one. */
    private static int end(int at, int length) {
        int part = 1;
        while (part < parts(length) && part * step(length) < at) {
            part++;
        }
        return part;
    }

    private static int parts(int length) {
        return Math.max(1, ceilDiv(length - OVERLAP, MAX_TILE - OVERLAP));
    }

    private static int step(int length) {
        return STEP_UNIT * ceilDiv(ceilDiv(length - OVERLAP, parts(length)), STEP_UNIT);
    }

    private static int partEnd(int start, int length) {
        return parts(length) == 1 ? length : Math.min(length, start + step(length) + OVERLAP);
    }

    private static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }

    /** A tile: its place in the grid, and its place and size in the picture. */
    record Tile(int column, int row, int x, int y, int width, int height) {}

    /** A rectangle of tiles. */
    record Part(TileGrid grid, int firstColumn, int endColumn, int firstRow, int endRow) {

        int x() {
            return firstColumn * step(grid.width);
        }

        int y() {
            return firstRow * step(grid.height);
        }

        int width() {
            return partEnd((endColumn - 1) * step(grid.width), grid.width) - x();
        }

        int height() {
            return partEnd((endRow - 1) * step(grid.height), grid.height) - y();
        }

        int columns() {
            return endColumn - firstColumn;
        }

        /** The number of the first tile in a row of them. */
        int first(int row) {
            return row * grid.across() + firstColumn;
        }
    }
}

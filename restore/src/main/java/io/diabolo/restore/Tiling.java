package io.diabolo.restore;

import io.diabolo.restore.network.Halo;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture in tiles: their insides cover it without overlap, and around each is as much of the picture as the network looks
 * at, which is computed and thrown away. So the insides hold what the whole picture would give, whatever the tiles' size.
 *
 * @param height of the picture; a multiple of {@code multiple}
 * @param width the same
 * @param multiple all tiles and their insides begin and end at multiples of it
 * @param field how far around an inside is computed; a multiple of {@code multiple}
 */
record Tiling(int height, int width, int multiple, int field) {

    /**
     * The tiles of about equal size.
     *
     * @param side the longest side of an inside
     */
    List<Tile> tiles(int side) {
        List<Span> rows = spans(height, side);
        List<Span> columns = spans(width, side);
        List<Tile> tiles = new ArrayList<>();
        for (Span row : rows) {
            for (Span column : columns) {
                tiles.add(new Tile(row, column));
            }
        }
        return tiles;
    }

    private List<Span> spans(int length, int side) {
        int blocks = length / multiple;
        int most = Math.max(1, side / multiple);
        int count = (blocks + most - 1) / most;
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) blocks * i / count) * multiple;
            int to = (int) ((long) blocks * (i + 1) / count) * multiple;
            spans.add(new Span(from, to, Math.max(0, from - field), Math.min(length, to + field)));
        }
        return spans;
    }

    /** A tile. */
    record Tile(Span rows, Span columns) {

        /** In pixels. */
        Halo halo() {
            return new Halo(
                    rows.from - rows.outerFrom,
                    columns.from - columns.outerFrom,
                    rows.outerTo - rows.to,
                    columns.outerTo - columns.to);
        }
    }

    /**
     * One side of a tile.
     *
     * @param from where its inside begins
     * @param to where that ends
     * @param outerFrom where the tile begins
     * @param outerTo where that ends
     */
    record Span(int from, int to, int outerFrom, int outerTo) {

        int outer() {
            return outerTo - outerFrom;
        }
    }
}

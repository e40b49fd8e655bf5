package io.diabolo.model.bottleneck;

import io.diabolo.error.BadInputException;

/**
 * How the code numbers of a sample lie: row by row, the T-th after those that it may follow from.
 *
 * @param rows 1 where there is only one direction
 * @param columns of a row: the groups of a position lie side by side
 * @param codes K, from which each is one
 */
public record CodeGrid(int rows, int columns, int codes) {

    private static final int MOST = 1 << 16;
    private static final int RADIUS = 3;
    private static final int ALONG = 24;

    public CodeGrid {
        if (rows < 1 || columns < 1 || (long) rows * columns > MOST || codes < 2 || codes > MOST) {
            throw new BadInputException(
                    "a grid of %d x %d numbers from 0 to %d is not one of codes".formatted(rows, columns, codes - 1));
        }
    }

    /** T. */
    public int size() {
        return rows * columns;
    }

    /** How many neighbours a number is told of. */
    public int neighbours() {
        return rows == 1 ? ALONG : RADIUS * (2 * RADIUS + 1) + RADIUS;
    }

    /**
     * The places of the neighbours before a place: those up to three rows above and three columns to either side, or 24 along a
     * single row.
     *
     * @return of each its place, or -1 outside
     */
    int[] before(int place) {
        int row = place / columns;
        int column = place % columns;
        int[] places = new int[neighbours()];
        int next = 0;
        if (rows == 1) {
            for (int back = 1; back <= ALONG; back++) {
                places[next++] = column - back >= 0 ? place - back : -1;
            }
            return places;
        }
        for (int up = 0; up <= RADIUS; up++) {
            for (int right = -RADIUS; right <= (up == 0 ? -1 : RADIUS); right++) {
                boolean inside = row - up >= 0 && column + right >= 0 && column + right < columns;
                places[next++] = inside ? place - up * columns + right : -1;
            }
        }
        return places;
    }
}

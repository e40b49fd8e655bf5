package io.diabolo.image;

/**
 * How many pixels of an upright picture share one value of each chroma in its file: JPEG mostly keeps one for 2 x 2, and so does
 * the lossy WebP. 1 x 1 for all other files.
 *
 * @param across pixels from left to right, 1 to 4
 * @param down pixels from top to bottom, 1 to 4
 * @param x the first column at which whole groups begin, less than {@code across}
 * @param y the first row at which they begin, less than {@code down}
 * @param smooth whether the decoder goes from one value to the next gradually where two pixels share one; else they are equal
 */
public record ChromaGrid(int across, int down, int x, int y, boolean smooth) {

    /** Every pixel has its own. */
    public static final ChromaGrid FULL = new ChromaGrid(1, 1, 0, 0, false);

    /** That of the upright picture, of one whose groups begin in the upper left corner of the file. */
    ChromaGrid turned(Orientation orientation, Size upright) {
        int wide = orientation.swapsSides() ? down : across;
        int high = orientation.swapsSides() ? across : down;
        return new ChromaGrid(
                wide,
                high,
                orientation.mirrorsX() ? upright.width() % wide : 0,
                orientation.mirrorsY() ? upright.height() % high : 0,
                smooth);
    }
}

package io.diabolo.image;

/**
 * How JPEG's 8 x 8 blocks lie in an upright picture. In a file they begin in its upper left corner; a picture that the camera
 * noted to be turned may have its incomplete blocks at the left or at the top.
 *
 * @param x the first column at which a block begins, 0 to 7
 * @param y the first row at which one begins, 0 to 7
 */
public record BlockGrid(int x, int y) {

    private static final int BLOCK = 8;

    static BlockGrid of(Orientation orientation, Size upright) {
        return new BlockGrid(
                orientation.mirrorsX() ? upright.width() % BLOCK : 0,
                orientation.mirrorsY() ? upright.height() % BLOCK : 0);
    }
}

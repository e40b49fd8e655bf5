package io.diabolo.image;

import java.util.Optional;

/**
 * How close a picture's pixels lie on paper, as its file says: what a scan has, and a printer asks for.
 *
 * @param x pixels a metre from left to right, above 0
 * @param y the same from top to bottom
 */
public record PixelDensity(double x, double y) {

    static final double INCH = 0.0254;
    static final double CENTIMETRE = 0.01;

    private static final double MOST = 1e9;

    /**
     * What a file says, if it makes sense.
     *
     * @param unit length in metres
     * @param x pixels in that length
     * @param y the same
     */
    static Optional<PixelDensity> of(double unit, double x, double y) {
        return x > 0 && y > 0 && Math.max(x, y) / unit <= MOST
                ? Optional.of(new PixelDensity(x / unit, y / unit))
                : Optional.empty();
    }

    /** That of the picture whose rows are the columns of this one. */
    PixelDensity turned() {
        return new PixelDensity(y, x);
    }

    /** Whole numbers, as files have them: pixels from left to right in a length of so many metres, 1 at least. */
    long acrossIn(double unit) {
        return Math.max(1, Math.round(x * unit));
    }

    /** The same from top to bottom. */
    long downIn(double unit) {
        return Math.max(1, Math.round(y * unit));
    }
}

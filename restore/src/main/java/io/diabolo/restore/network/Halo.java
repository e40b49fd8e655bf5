package io.diabolo.restore.network;

/**
 * How much at each side of a map is there to be looked at only: what is computed of it is not asked for. 0 where the side is
 * that of the picture.
 *
 * @param top in positions of the map that it belongs to, 0 or more, as all others
 */
public record Halo(int top, int left, int bottom, int right) {

    /** Nothing: the map is a whole picture. */
    public static final Halo NONE = new Halo(0, 0, 0, 0);

    /** In positions of a map that is smaller by a factor; all sides are multiples of it. */
    Halo over(int factor) {
        return new Halo(top / factor, left / factor, bottom / factor, right / factor);
    }

    /** In positions of a map that is larger by a factor. */
    Halo times(int factor) {
        return new Halo(top * factor, left * factor, bottom * factor, right * factor);
    }

    Halo atMost(int positions) {
        return new Halo(
                Math.min(top, positions),
                Math.min(left, positions),
                Math.min(bottom, positions),
                Math.min(right, positions));
    }
}

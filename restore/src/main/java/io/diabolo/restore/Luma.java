package io.diabolo.restore;

/** Luma of ITU-R BT.601 from R, G and B of 0 to 1, in the two ranges that are in use. */
final class Luma {

    /** How much R, G and B grow where the luma of 16 to 235 grows by one and the chroma stays. */
    static final float RGB_OF_STUDIO = 255f / 219f;

    private Luma() {}

    /** That of JPEG: 0 for black, 1 for white. */
    static Samples full(Samples rgb) {
        return (channel, y, x) -> 0.299f * rgb.at(0, y, x) + 0.587f * rgb.at(1, y, x) + 0.114f * rgb.at(2, y, x);
    }

    /** That of studios and of super-resolution's published figures: 16 / 255 for black, 235 / 255 for white. */
    static Samples studio(Samples rgb) {
        return (channel, y, x) ->
                (16 + 65.481f * rgb.at(0, y, x) + 128.553f * rgb.at(1, y, x) + 24.966f * rgb.at(2, y, x)) / 255f;
    }
}

package io.diabolo.compress.eval;

/**
 * One picture through one codec at one setting.
 *
 * @param picture its path below the folder
 * @param pixels how many it has
 * @param coder the codec's name
 * @param setting the codec's own quality
 * @param bytes the length of the file
 * @param fidelity how near the decoded picture is
 * @param seconds how long it took
 */
public record PictureResult(
        String picture,
        long pixels,
        String coder,
        double setting,
        long bytes,
        Fidelity fidelity,
        RatePoint.Seconds seconds) {

    /** Bits of the whole file for each pixel. */
    public double bitsPerPixel() {
        return 8.0 * bytes / pixels;
    }
}

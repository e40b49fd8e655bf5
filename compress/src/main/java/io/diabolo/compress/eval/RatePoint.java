package io.diabolo.compress.eval;

import java.util.List;

/**
 * One setting of a codec over a set of pictures.
 *
 * @param setting the codec's own quality
 * @param bitsPerPixel the mean of the pictures' bits per pixel, of real bytes with all headers
 * @param psnrDb the mean of the pictures' PSNR over RGB
 * @param msSsim the mean of the pictures' MS-SSIM over RGB
 * @param speed over all pictures together
 */
public record RatePoint(double setting, double bitsPerPixel, double psnrDb, double msSsim, Speed speed) {

    private static final double MILLION = 1e6;

    /** The mean of what was measured at one setting. */
    static RatePoint of(double setting, List<PictureResult> pictures) {
        double bits = 0;
        double psnrDb = 0;
        double msSsim = 0;
        double pixels = 0;
        Seconds seconds = Seconds.NONE;
        for (PictureResult picture : pictures) {
            bits += picture.bitsPerPixel();
            psnrDb += picture.fidelity().psnrDb();
            msSsim += picture.fidelity().msSsim();
            pixels += picture.pixels();
            seconds = seconds.plus(picture.seconds());
        }
        int n = pictures.size();
        double megapixels = pixels / MILLION;
        return new RatePoint(
                setting,
                bits / n,
                psnrDb / n,
                msSsim / n,
                new Speed(
                        megapixels / seconds.encode(),
                        megapixels / seconds.decode(),
                        megapixels / (seconds.encode() + seconds.write()),
                        megapixels / (seconds.decode() + seconds.read())));
    }

    /**
     * Megapixels a second.
     *
     * @param encode from pixels in memory to bytes in memory
     * @param decode from bytes in memory to pixels in memory
     * @param encodeToFile from pixels in memory to a file
     * @param decodeFromFile from a file to pixels in memory
     */
    public record Speed(double encode, double decode, double encodeToFile, double decodeFromFile) {}

    /** What coding took, in memory, and what the file took beside that. */
    public record Seconds(double encode, double write, double read, double decode) {

        static final Seconds NONE = new Seconds(0, 0, 0, 0);

        Seconds plus(Seconds other) {
            return new Seconds(encode + other.encode, write + other.write, read + other.read, decode + other.decode);
        }
    }
}

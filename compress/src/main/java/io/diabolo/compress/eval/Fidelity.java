package io.diabolo.compress.eval;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.image.Picture;

/**
 * How near a decoded picture is to its original.
 *
 * @param psnrDb over all colour samples, 8 bits; a picture that comes back exactly counts as {@value #EXACT_DB} dB
 * @param msSsim the mean over the colour channels, 0 to 1
 */
public record Fidelity(double psnrDb, double msSsim) {

    /** What stands for the infinite PSNR of equal pictures, so that means stay finite. */
    public static final double EXACT_DB = 100;

    private static final int PEAK = 255;

    /**
     * Compares the colours of two pictures of one size; alpha channels are left out.
     *
     * @throws BadInputException if the sizes differ
     */
    public static Fidelity of(Picture original, Picture decoded) {
        if (!original.size().equals(decoded.size())) {
            throw new BadInputException(
                    "a picture of %s cannot be compared with one of %s".formatted(original.size(), decoded.size()));
        }
        int colours = Math.min(3, original.channels());
        SampleShape shape = SampleShape.picture(colours, original.height(), original.width());
        float[] a = values(original, shape);
        float[] b = values(decoded.channels() == 1 || colours == 1 ? decoded.withChannels(colours) : decoded, shape);
        double psnrDb = Math.min(EXACT_DB, ImageMetrics.psnrDb(ImageMetrics.mse(a, b), PEAK));
        return new Fidelity(psnrDb, ImageMetrics.msSsim(a, b, shape, PEAK));
    }

    private static float[] values(Picture picture, SampleShape shape) {
        float[] values = new float[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.pixels()[i] & 0xff;
        }
        return values;
    }
}

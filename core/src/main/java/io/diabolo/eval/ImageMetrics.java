package io.diabolo.eval;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import java.util.stream.IntStream;

/**
 * How close a reconstruction {@code b} is to its picture {@code a}, both planar [C, H, W] with values from 0 to a peak
 * (1 or 255). Sums are in double precision, in a fixed order. Thread-safe.
 */
public final class ImageMetrics {

    private ImageMetrics() {}

    /** The mean of the squared differences of all values; 0 for equal pictures. */
    public static double mse(float[] a, float[] b) {
        requireLengths(a, b, a.length);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return sum / a.length;
    }

    /** The peak signal-to-noise ratio {@code 10 log10(peak^2 / mse)} in decibels; infinite for an mse of 0. */
    public static double psnrDb(double mse, double peak) {
        return 10 * Math.log10(peak * peak / mse);
    }

    /**
     * The structural similarity, -1 to 1, 1 for equal pictures: in each channel the mean over all windows that lie
     * within the picture, then the mean over the channels. The window is 11 x 11, Gaussian with a sigma of 1.5, or,
     * along a side shorter than 11, the largest odd number that fits.
     *
     * @source Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality assessment: from error visibility to
     *     structural similarity", IEEE Transactions on Image Processing 13(4), 2004, equation 13
     * @throws BadInputException where an array does not hold {@code shape}
     */
    public static double ssim(float[] a, float[] b, SampleShape shape, float peak) {
        requireLengths(a, b, shape.elements());
        double sum = 0;
        for (int c = 0; c < shape.channels(); c++) {
            sum += new SsimChannel(a, b, c * shape.height() * shape.width(), shape.height(), shape.width(), peak)
                    .means()
                    .ssim();
        }
        return sum / shape.channels();
    }

    /**
     * The structural similarity on several scales, 0 to 1, 1 for equal pictures: contrast and structure on each scale and
     * luminance on the coarsest, each to the power of its weight; the mean over the channels. From scale to scale, blocks of
     * 2 x 2 values become their mean, with the edge repeated along an odd side. Pictures with a side under 161 have fewer
     * scales, see {@link #msSsimScales}, whose weights then sum to 1 again. Where structures are opposite, it is 0.
     *
     * @source Z. Wang, E. P. Simoncelli, A. C. Bovik, "Multi-scale structural similarity for image quality assessment",
     *     Asilomar Conference on Signals, Systems and Computers, 2003, equation 7
     * @throws BadInputException where an array does not hold {@code shape}
     */
    public static double msSsim(float[] a, float[] b, SampleShape shape, float peak) {
        requireLengths(a, b, shape.elements());
        // A task a channel; added in their order, so that the sum has the same bits.
        double[] channels = IntStream.range(0, shape.channels())
                .parallel()
                .mapToDouble(c -> MsSsim.ofChannel(a, b, c, shape, peak))
                .toArray();
        double sum = 0;
        for (double channel : channels) {
            sum += channel;
        }
        return sum / shape.channels();
    }

    /** How many scales {@link #msSsim} compares: 5, or as many as leave 11 values on the shorter side; at least 1. */
    public static int msSsimScales(int height, int width) {
        return MsSsim.scales(height, width);
    }

    private static void requireLengths(float[] a, float[] b, int elements) {
        if (a.length != elements || b.length != elements || elements == 0) {
            throw new BadInputException("two pictures of %,d values are compared, were %,d and %,d; give them one shape"
                    .formatted(elements, a.length, b.length));
        }
    }
}

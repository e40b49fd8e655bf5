package io.diabolo.eval;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import java.util.Arrays;

/**
 * How close a reconstruction {@code b} is to its picture {@code a}, both planar [C, H, W] with values from 0 to a peak
 * (1 or 255). Sums are in double precision, in a fixed order. Thread-safe.
 */
public final class ImageMetrics {

    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;

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
            sum += new Channel(a, b, c, shape, peak).ssim();
        }
        return sum / shape.channels();
    }

    private static void requireLengths(float[] a, float[] b, int elements) {
        if (a.length != elements || b.length != elements || elements == 0) {
            throw new BadInputException("two pictures of %,d values are compared, were %,d and %,d; give them one shape"
                    .formatted(elements, a.length, b.length));
        }
    }

    /** The weights of a window along a side of {@code length}, summing to 1. */
    private static double[] window(int length) {
        int size = Math.min(WINDOW, length - 1 + length % 2);
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double x = i - size / 2;
            weights[i] = Math.exp(-x * x / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * The SSIM of one channel. The Gaussian is separable: each row is smoothed once into a ring of as many rows as the
     * window is high, and those are smoothed downwards; so memory stays at a few rows for pictures of any size.
     */
    private static final class Channel {

        // a, b, a^2 + b^2, ab: SSIM needs the two variances only as their sum.
        private static final int MOMENTS = 4;

        private final float[] a;
        private final float[] b;
        private final int offset;
        private final int height;
        private final int width;
        private final double[] down;
        private final double[] across;
        private final double[][] products;
        private final double[][][] ring;
        private final double[][] smooth;
        private final double c1;
        private final double c2;

        Channel(float[] a, float[] b, int channel, SampleShape shape, double peak) {
            this.a = a;
            this.b = b;
            height = shape.height();
            width = shape.width();
            offset = channel * height * width;
            down = window(height);
            across = window(width);
            int columns = width - across.length + 1;
            products = new double[MOMENTS][width];
            ring = new double[down.length][MOMENTS][columns];
            smooth = new double[MOMENTS][columns];
            c1 = (K1 * peak) * (K1 * peak);
            c2 = (K2 * peak) * (K2 * peak);
        }

        double ssim() {
            double sum = 0;
            for (int y = 0; y < height; y++) {
                smoothAcross(y);
                if (y >= down.length - 1) {
                    smoothDown(y);
                    sum += rowSum();
                }
            }
            return sum / ((double) smooth[0].length * (height - down.length + 1));
        }

        private void smoothAcross(int y) {
            int row = offset + y * width;
            for (int x = 0; x < width; x++) {
                double p = a[row + x];
                double q = b[row + x];
                products[0][x] = p;
                products[1][x] = q;
                products[2][x] = p * p + q * q;
                products[3][x] = p * q;
            }
            for (int m = 0; m < MOMENTS; m++) {
                double[] target = ring[y % down.length][m];
                Arrays.fill(target, 0);
                for (int k = 0; k < across.length; k++) {
                    addScaled(target, across[k], products[m], k);
                }
            }
        }

        /** Smooths the rows that end with row {@code y}. */
        private void smoothDown(int y) {
            for (int m = 0; m < MOMENTS; m++) {
                Arrays.fill(smooth[m], 0);
                for (int k = 0; k < down.length; k++) {
                    addScaled(smooth[m], down[k], ring[(y + 1 + k) % down.length][m], 0);
                }
            }
        }

        // Kept this plain so that the compiler turns it into vector instructions.
        private static void addScaled(double[] target, double weight, double[] source, int from) {
            for (int x = 0; x < target.length; x++) {
                target[x] += weight * source[x + from];
            }
        }

        private double rowSum() {
            double sum = 0;
            for (int x = 0; x < smooth[0].length; x++) {
                double meanA = smooth[0][x];
                double meanB = smooth[1][x];
                double means = meanA * meanA + meanB * meanB;
                double product = meanA * meanB;
                double luminance = (2 * product + c1) / (means + c1);
                sum += luminance * (2 * (smooth[3][x] - product) + c2) / (smooth[2][x] - means + c2);
            }
            return sum;
        }
    }
}

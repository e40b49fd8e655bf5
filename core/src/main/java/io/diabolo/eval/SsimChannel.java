package io.diabolo.eval;

import java.util.Arrays;

/**
 * The SSIM of one channel. The Gaussian is separable: each row is smoothed once into a ring of as many rows as the window is
 * high, and those are smoothed downwards; so memory stays at a few rows for pictures of any size.
 *
 * @source Wang et al. 2004, see {@link ImageMetrics#ssim}
 */
final class SsimChannel {

    /** The side of the window. */
    static final int WINDOW = 11;

    private static final double SIGMA = 1.5;
    private static final double K1 = 0.01;
    private static final double K2 = 0.03;

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
    private double ssim;
    private double contrastStructure;

    /** @param offset where the [H, W] values of the channel start in both arrays */
    SsimChannel(float[] a, float[] b, int offset, int height, int width, double peak) {
        this.a = a;
        this.b = b;
        this.offset = offset;
        this.height = height;
        this.width = width;
        down = window(height);
        across = window(width);
        int columns = width - across.length + 1;
        products = new double[MOMENTS][width];
        ring = new double[down.length][MOMENTS][columns];
        smooth = new double[MOMENTS][columns];
        c1 = (K1 * peak) * (K1 * peak);
        c2 = (K2 * peak) * (K2 * peak);
    }

    /** The means over all windows within the channel. To be called once. */
    Means means() {
        for (int y = 0; y < height; y++) {
            smoothAcross(y);
            if (y >= down.length - 1) {
                smoothDown(y);
                addRow();
            }
        }
        double windows = (double) smooth[0].length * (height - down.length + 1);
        return new Means(ssim / windows, contrastStructure / windows);
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

    private void addRow() {
        for (int x = 0; x < smooth[0].length; x++) {
            double meanA = smooth[0][x];
            double meanB = smooth[1][x];
            double means = meanA * meanA + meanB * meanB;
            double product = meanA * meanB;
            double luminance = (2 * product + c1) / (means + c1);
            double rest = (2 * (smooth[3][x] - product) + c2) / (smooth[2][x] - means + c2);
            ssim += luminance * rest;
            contrastStructure += rest;
        }
    }

    /**
     * Means over windows.
     *
     * @param ssim luminance x contrast x structure
     * @param contrastStructure contrast x structure
     */
    record Means(double ssim, double contrastStructure) {}
}

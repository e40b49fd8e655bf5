package io.diabolo.eval;

import java.util.Arrays;

/**
 * The SSIM of one channel. The Gaussian is separable: a ring of as many rows as the window is high is smoothed downwards
 * into one row, and that is smoothed across; so memory stays at a few rows for pictures of any size. The moments of a row
 * lie one after the other in one array, so that the loops are long for small pictures too.
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
    private final double[][] ring; // [window, MOMENTS * W]
    private final double[] downwards; // [MOMENTS * W]
    // What reaches from one moment into the next is not used.
    private final double[] smooth; // [MOMENTS * W - window + 1]
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
        ring = new double[down.length][MOMENTS * width];
        downwards = new double[MOMENTS * width];
        smooth = new double[MOMENTS * width - across.length + 1];
        c1 = (K1 * peak) * (K1 * peak);
        c2 = (K2 * peak) * (K2 * peak);
    }

    /** The means over all windows within the channel. To be called once. */
    Means means() {
        for (int y = 0; y < height; y++) {
            multiply(y);
            if (y >= down.length - 1) {
                smoothDown(y);
                smoothAcross();
                addRow();
            }
        }
        double windows = (double) (width - across.length + 1) * (height - down.length + 1);
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

    private void multiply(int y) {
        double[] row = ring[y % down.length];
        int from = offset + y * width;
        for (int x = 0; x < width; x++) {
            double p = a[from + x];
            double q = b[from + x];
            row[x] = p;
            row[width + x] = q;
            row[2 * width + x] = p * p + q * q;
            row[3 * width + x] = p * q;
        }
    }

    /** Smooths the rows that end with row {@code y}. */
    private void smoothDown(int y) {
        int size = down.length;
        Arrays.fill(downwards, 0);
        for (int k = 0; k <= size / 2; k++) {
            addScaled(downwards, pair(down, k), ring[(y + 1 + k) % size], 0, ring[(y + size - k) % size], 0);
        }
    }

    private void smoothAcross() {
        Arrays.fill(smooth, 0);
        for (int k = 0; k <= across.length / 2; k++) {
            addScaled(smooth, pair(across, k), downwards, k, downwards, across.length - 1 - k);
        }
    }

    /** The weight of value {@code k} of a window and of its mirror image; the middle one is its own. */
    private static double pair(double[] window, int k) {
        return k == window.length / 2 ? window[k] / 2 : window[k];
    }

    // Two values for one product, as a window is symmetric. Kept this plain so that it becomes vector instructions.
    private static void addScaled(double[] target, double weight, double[] left, int i, double[] right, int j) {
        for (int x = 0; x < target.length; x++) {
            target[x] += weight * (left[x + i] + right[x + j]);
        }
    }

    private void addRow() {
        for (int x = 0; x <= width - across.length; x++) {
            double meanA = smooth[x];
            double meanB = smooth[width + x];
            double means = meanA * meanA + meanB * meanB;
            double product = meanA * meanB;
            double luminance = (2 * product + c1) / (means + c1);
            double rest = (2 * (smooth[3 * width + x] - product) + c2) / (smooth[2 * width + x] - means + c2);
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

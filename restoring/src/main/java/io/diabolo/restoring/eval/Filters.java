package io.diabolo.restoring.eval;

import io.diabolo.restore.FloatPicture;
import java.util.Arrays;

/** What pictures are cleaned with where no network is at hand. Edges continue by their last pixel. */
final class Filters {

    /** Where a kernel of Gauss has fallen to a hundredth. */
    private static final double REACH = 3;

    private static final float LEAST_WEIGHT = 1e-3f;

    private Filters() {}

    /** A Gaussian filter, sigma in pixels. */
    static FloatPicture gaussian(FloatPicture picture, double sigma) {
        float[] kernel = kernel(sigma);
        float[] values = picture.values().clone();
        float[] row = new float[Math.max(picture.width(), picture.height())];
        for (int c = 0; c < picture.channels(); c++) {
            for (int y = 0; y < picture.height(); y++) {
                smooth(values, picture.at(c, y, 0), 1, picture.width(), kernel, row);
            }
            for (int x = 0; x < picture.width(); x++) {
                smooth(values, picture.at(c, 0, x), picture.width(), picture.height(), kernel, row);
            }
        }
        return new FloatPicture(picture.channels(), picture.height(), picture.width(), values);
    }

    private static void smooth(float[] values, int start, int step, int length, float[] kernel, float[] result) {
        int reach = kernel.length / 2;
        for (int i = 0; i < length; i++) {
            float sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += kernel[k + reach] * values[start + step * Math.max(0, Math.min(length - 1, i + k))];
            }
            result[i] = sum;
        }
        for (int i = 0; i < length; i++) {
            values[start + step * i] = result[i];
        }
    }

    private static float[] kernel(double sigma) {
        int reach = (int) Math.ceil(REACH * sigma);
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int k = -reach; k <= reach; k++) {
            kernel[k + reach] = (float) Math.exp(-0.5 * k * k / (sigma * sigma));
            sum += kernel[k + reach];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= sum;
        }
        return kernel;
    }

    /** The median of size x size pixels, size odd. */
    static FloatPicture median(FloatPicture picture, int size) {
        float[] values = new float[picture.values().length];
        float[] window = new float[size * size];
        int reach = size / 2;
        for (int c = 0; c < picture.channels(); c++) {
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 0; x < picture.width(); x++) {
                    for (int i = 0; i < window.length; i++) {
                        int fromY = Math.max(0, Math.min(picture.height() - 1, y + i / size - reach));
                        int fromX = Math.max(0, Math.min(picture.width() - 1, x + i % size - reach));
                        window[i] = picture.values()[picture.at(c, fromY, fromX)];
                    }
                    Arrays.sort(window);
                    values[picture.at(c, y, x)] = window[window.length / 2];
                }
            }
        }
        return new FloatPicture(picture.channels(), picture.height(), picture.width(), values);
    }

    /**
     * Holes filled with the Gaussian mean of what is known around, of a width that doubles until something is.
     *
     * @param hidden [H, W], whether a pixel is
     */
    static FloatPicture filled(FloatPicture picture, boolean[] hidden, double sigma) {
        int plane = picture.height() * picture.width();
        float[] known = new float[plane];
        float[] values = picture.values().clone();
        for (int i = 0; i < values.length; i++) {
            known[i % plane] = hidden[i % plane] ? 0 : 1;
            values[i] *= known[i % plane];
        }
        FloatPicture weighted = new FloatPicture(picture.channels(), picture.height(), picture.width(), values);
        FloatPicture weights = new FloatPicture(1, picture.height(), picture.width(), known);
        float[] result = picture.values().clone();
        boolean[] left = hidden.clone();
        for (double width = sigma; any(left) && width < 4.0 * (picture.height() + picture.width()); width *= 2) {
            float[] sums = gaussian(weighted, width).values();
            float[] shares = gaussian(weights, width).values();
            for (int i = 0; i < plane; i++) {
                if (left[i] && shares[i] > LEAST_WEIGHT) {
                    left[i] = false;
                    for (int c = 0; c < picture.channels(); c++) {
                        result[c * plane + i] = sums[c * plane + i] / shares[i];
                    }
                }
            }
        }
        return new FloatPicture(picture.channels(), picture.height(), picture.width(), result);
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }
}

package io.diabolo.restore;

import io.diabolo.error.BadInputException;

/**
 * Bicubic resampling as MATLAB's {@code imresize} does it, on which all published figures of super-resolution rest: cubic
 * convolution with a = -1/2, stretched by the factor where the picture shrinks, so that nothing aliases; the picture
 * continues as in a mirror, edge pixels twice.
 *
 * @source R. Keys, "Cubic convolution interpolation for digital image processing", 1981
 */
public final class Bicubic {

    private Bicubic() {}

    /**
     * A picture of another size.
     *
     * @param height 1 or more
     * @param width 1 or more
     */
    public static FloatPicture resize(FloatPicture picture, int height, int width) {
        if (height < 1 || width < 1) {
            throw new BadInputException(
                    "a picture must have at least 1 x 1 pixels, not %d x %d".formatted(width, height));
        }
        FloatPicture resized = FloatPicture.zeros(picture.channels(), height, width);
        Taps down = Taps.of(picture.height(), height);
        Taps across = Taps.of(picture.width(), width);
        for (int c = 0; c < picture.channels(); c++) {
            int channel = c;
            Row row = new Row(across, picture.width());
            for (int y = 0; y < height; y++) {
                row.move(down, y, (fromY, fromX) -> picture.values()[picture.at(channel, fromY, fromX)]);
                for (int x = 0; x < width; x++) {
                    resized.values()[resized.at(c, y, x)] = row.at(x);
                }
            }
        }
        return resized;
    }

    /** A value of the picture that is resampled. */
    @FunctionalInterface
    interface Plane {
        float at(int y, int x);
    }

    /** A row of the resampled picture: first mixed from rows of the old one, then across. */
    static final class Row {
        private final Taps across;
        private final float[] mixed;

        Row(Taps across, int oldWidth) {
            this.across = across;
            this.mixed = new float[oldWidth];
        }

        void move(Taps down, int y, Plane plane) {
            int[] rows = down.places[y];
            float[] weights = down.weights[y];
            for (int x = 0; x < mixed.length; x++) {
                float sum = 0;
                for (int k = 0; k < rows.length; k++) {
                    sum += weights[k] * plane.at(rows[k], x);
                }
                mixed[x] = sum;
            }
        }

        float at(int x) {
            int[] columns = across.places[x];
            float[] weights = across.weights[x];
            float sum = 0;
            for (int k = 0; k < columns.length; k++) {
                sum += weights[k] * mixed[columns[k]];
            }
            return sum;
        }
    }

    /** For each new place of a side the old places that it sees, and their weights, which sum to 1. */
    static final class Taps {
        private final int[][] places;
        private final float[][] weights;

        private Taps(int count) {
            places = new int[count][];
            weights = new float[count][];
        }

        static Taps of(int from, int to) {
            Taps taps = new Taps(to);
            double step = (double) from / to;
            double stretch = Math.max(1, step);
            int count = (int) Math.ceil(4 * stretch) + 2;
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * step - 0.5;
                taps.set(i, (int) Math.floor(centre - 2 * stretch), count, centre, stretch, from);
            }
            return taps;
        }

        private void set(int i, int first, int count, double centre, double stretch, int from) {
            double[] all = new double[count];
            double sum = 0;
            int begin = count;
            int end = 0;
            for (int k = 0; k < count; k++) {
                all[k] = kernel(Math.abs(centre - first - k) / stretch);
                sum += all[k];
                if (all[k] != 0) {
                    begin = Math.min(begin, k);
                    end = k + 1;
                }
            }
            places[i] = new int[end - begin];
            weights[i] = new float[end - begin];
            for (int k = begin; k < end; k++) {
                places[i][k - begin] = mirrored(first + k, from);
                weights[i][k - begin] = (float) (all[k] / sum);
            }
        }

        private static int mirrored(int place, int length) {
            int period = 2 * length;
            int folded = Math.floorMod(place, period);
            return folded < length ? folded : period - 1 - folded;
        }

        private static double kernel(double x) {
            return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
        }
    }
}

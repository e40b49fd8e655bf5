package io.diabolo.image;

/**
 * Separable resampling, a side at a time: where it shrinks, each pixel is the average of the area that it covers (no
 * aliasing); where it grows, cubic convolution with a = -1/2 over four neighbours, edges repeated.
 *
 * <p>Source: R. Keys, "Cubic convolution interpolation for digital image processing", 1981. Own code, since the bytes of
 * Java2D's scaling differ between JDKs.
 */
final class Resampling {

    private Resampling() {}

    static Picture resize(Picture picture, Size size) {
        Taps across = Taps.of(picture.width(), size.width());
        Taps down = Taps.of(picture.height(), size.height());
        int plane = size.width() * size.height();
        byte[] pixels = new byte[picture.channels() * plane];
        boolean hasAlpha = picture.channels() == 4;
        float[] alpha = hasAlpha ? resample(channel(picture, 3, false), across, down) : new float[0];
        for (int c = 0; c < picture.channels(); c++) {
            // Colours count by their alpha: the hidden colour of a transparent pixel must not bleed into its neighbour.
            float[] values = resample(channel(picture, c, hasAlpha && c < 3), across, down);
            for (int i = 0; i < plane; i++) {
                boolean weighted = hasAlpha && c < 3 && alpha[i] > 0;
                float value = weighted ? values[i] * 255f / alpha[i] : values[i];
                pixels[c * plane + i] = (byte) Math.round(Math.min(255f, Math.max(0f, value)));
            }
        }
        return new Picture(picture.channels(), size.height(), size.width(), pixels);
    }

    private static float[] channel(Picture picture, int channel, boolean timesAlpha) {
        int plane = picture.width() * picture.height();
        float[] values = new float[plane];
        for (int i = 0; i < plane; i++) {
            values[i] = picture.pixels()[channel * plane + i] & 0xff;
            if (timesAlpha) {
                values[i] *= (picture.pixels()[3 * plane + i] & 0xff) / 255f;
            }
        }
        return values;
    }

    /** [H, W] to [H2, W2]: first across to [H, W2], then down. */
    private static float[] resample(float[] plane, Taps across, Taps down) {
        int width = across.starts.length;
        float[] wide = new float[down.from * width];
        for (int y = 0; y < down.from; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                int from = y * across.from + across.starts[x];
                for (float weight : across.weights[x]) {
                    sum += weight * plane[from++];
                }
                wide[y * width + x] = sum;
            }
        }
        float[] result = new float[down.starts.length * width];
        for (int y = 0; y < down.starts.length; y++) {
            float[] weights = down.weights[y];
            for (int k = 0; k < weights.length; k++) {
                int from = (down.starts[y] + k) * width;
                for (int x = 0; x < width; x++) {
                    result[y * width + x] += weights[k] * wide[from + x];
                }
            }
        }
        return result;
    }

    /** For each new pixel of a side, the first old pixel that it sees and the weights from there on, which sum to 1. */
    private static final class Taps {
        final int from;
        final int[] starts;
        final float[][] weights;

        private Taps(int from, int to) {
            this.from = from;
            this.starts = new int[to];
            this.weights = new float[to][];
        }

        static Taps of(int from, int to) {
            Taps taps = new Taps(from, to);
            for (int i = 0; i < to; i++) {
                if (to <= from) {
                    taps.average(i);
                } else {
                    taps.cubic(i);
                }
            }
            return taps;
        }

        private void average(int i) {
            double scale = (double) from / starts.length;
            double low = i * scale;
            double high = Math.min(from, (i + 1) * scale);
            int first = (int) low;
            int last = Math.min(from - 1, Math.max(first, (int) Math.ceil(high) - 1));
            starts[i] = first;
            weights[i] = new float[last - first + 1];
            for (int j = first; j <= last; j++) {
                weights[i][j - first] = (float) ((Math.min(j + 1, high) - Math.max(j, low)) / (high - low));
            }
        }

        private void cubic(int i) {
            double centre = (i + 0.5) * from / starts.length - 0.5;
            int base = (int) Math.floor(centre);
            int first = Math.max(0, base - 1);
            int last = Math.min(from - 1, base + 2);
            starts[i] = first;
            weights[i] = new float[last - first + 1];
            for (int j = base - 1; j <= base + 2; j++) {
                weights[i][Math.max(first, Math.min(last, j)) - first] += (float) kernel(Math.abs(centre - j));
            }
        }

        private static double kernel(double x) {
            return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
        }
    }
}

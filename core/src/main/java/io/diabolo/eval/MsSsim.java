package io.diabolo.eval;

import io.diabolo.data.SampleShape;
import java.util.Arrays;

/** The SSIM of one channel on several scales, see {@link ImageMetrics#msSsim}. */
final class MsSsim {

    /** Of the scales from fine to coarse, from experiments with people; Wang et al. 2003, section 3.2. */
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    private MsSsim() {}

    static int scales(int height, int width) {
        int scales = 1;
        int side = half(Math.min(height, width));
        while (scales < WEIGHTS.length && side >= SsimChannel.WINDOW) {
            scales++;
            side = half(side);
        }
        return scales;
    }

    static double ofChannel(float[] a, float[] b, int channel, SampleShape shape, double peak) {
        int scales = scales(shape.height(), shape.width());
        double weights = Arrays.stream(WEIGHTS, 0, scales).sum();
        int offset = channel * shape.height() * shape.width();
        float[] p = a;
        float[] q = b;
        int height = shape.height();
        int width = shape.width();
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            SsimChannel.Means means = new SsimChannel(p, q, offset, height, width, peak).means();
            double value = scale == scales - 1 ? means.ssim() : means.contrastStructure();
            product *= Math.pow(Math.max(0, value), WEIGHTS[scale] / weights);
            if (scale < scales - 1) {
                p = halved(p, offset, height, width);
                q = halved(q, offset, height, width);
                height = half(height);
                width = half(width);
                offset = 0;
            }
        }
        return product;
    }

    private static int half(int side) {
        return (side + 1) / 2;
    }

    /** [H, W] from {@code offset} on to [ceil(H/2), ceil(W/2)]. */
    private static float[] halved(float[] values, int offset, int height, int width) {
        float[] small = new float[half(height) * half(width)];
        int next = 0;
        for (int y = 0; y < height; y += 2) {
            int upper = offset + y * width;
            int lower = offset + Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x += 2) {
                int right = Math.min(width - 1, x + 1);
                small[next++] =
                        (values[upper + x] + values[upper + right] + values[lower + x] + values[lower + right]) / 4;
            }
        }
        return small;
    }
}

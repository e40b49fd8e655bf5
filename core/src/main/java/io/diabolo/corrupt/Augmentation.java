package io.diabolo.corrupt;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.preprocess.ModelRange;

/**
 * Random small affine changes of training samples; at strength 1 their standard deviations are a turn of 0.15 radians, a
 * shear of 0.15, a scaling of 10 % in each direction and a shift of 1 pixel in 28. Sampled bicubically; the target changes
 * with the input.
 *
 * @source Simard et al. 2003 (distortions of digits)
 */
public final class Augmentation {

    private static final double SHIFT = 1.0 / 14;
    private static final double TURN = 0.15;
    private static final double SHEAR = 0.15;
    private static final double SCALE = 0.1;
    private static final int NUMBERS = 6;

    private Augmentation() {}

    /** @shape x [N, C, H, W], pictures, to the same */
    public static Tensor apply(Tensor x, double strength, ModelRange range, Generator random) {
        int n = Math.toIntExact(x.size(0));
        int height = Math.toIntExact(x.size(2));
        int width = Math.toIntExact(x.size(3));
        float[] draws = Tensor.normal(random, n, NUMBERS).mul(strength).toFloats();
        float[] grid = new float[n * height * width * 2];
        for (int i = 0; i < n; i++) {
            double angle = draws[NUMBERS * i] * TURN;
            double scaleX = Math.exp(draws[NUMBERS * i + 1] * SCALE);
            double scaleY = Math.exp(draws[NUMBERS * i + 2] * SCALE);
            double shear = draws[NUMBERS * i + 3] * SHEAR;
            double shiftX = draws[NUMBERS * i + 4] * SHIFT;
            double shiftY = draws[NUMBERS * i + 5] * SHIFT;
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            int at = i * height * width * 2;
            for (int row = 0; row < height; row++) {
                double v = (2 * row + 1.0) / height - 1; // pixel centres in -1 to 1
                for (int column = 0; column < width; column++) {
                    double u = (2 * column + 1.0) / width - 1;
                    double sheared = scaleX * u + shear * v;
                    grid[at++] = (float) (cos * sheared - sin * scaleY * v + shiftX);
                    grid[at++] = (float) (sin * sheared + cos * scaleY * v + shiftY);
                }
            }
        }
        return x.sampleGrid(Tensor.of(grid, n, height, width, 2)).clamp(range.low(), range.high());
    }
}

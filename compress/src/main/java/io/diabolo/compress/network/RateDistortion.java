package io.diabolo.compress.network;

import io.diabolo.engine.Tensor;
import io.diabolo.model.LossTerms;
import io.diabolo.nn.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * {@code mean over the batch of weight x (bits per pixel + lambda x squared error)}, the error of values 0 to 255.
 *
 * <p>The weight is sqrt(0.013 / lambda): without it a level's share of the gradient would grow with its rate, while what
 * counts is how much of its rate a level saves.
 */
public final class RateDistortion {

    private static final double REFERENCE_LAMBDA = 0.013;
    private static final double LARGEST = 255;

    private final CompressionConfig config;

    public RateDistortion(CompressionConfig config) {
        this.config = config;
    }

    /**
     * The loss of a batch.
     *
     * @param x [N, 3, H, W] in -0.5 to 0.5
     * @param levels N trained levels
     */
    public LossTerms loss(CompressionModel model, Tensor x, int[] levels, Pass pass) {
        int n = levels.length;
        CompressionModel.Forward forward =
                model.forward(x, Tensor.of(Arrays.stream(levels).asLongStream().toArray()), pass);
        Tensor bitsPerPixel = forward.bits().div((double) x.size(2) * x.size(3)); // [N]
        Tensor error = forward.xHat().sub(x).square().flatten().mean(1).mul(LARGEST * LARGEST); // [N]
        float[] weights = new float[n];
        float[] lambdas = new float[n];
        for (int i = 0; i < n; i++) {
            double lambda = config.lambdas().get(levels[i]);
            lambdas[i] = (float) lambda;
            weights[i] = (float) weight(lambda);
        }
        Tensor each = bitsPerPixel.add(error.mul(Tensor.of(lambdas, n))).mul(Tensor.of(weights, n));
        return new LossTerms(
                each.mean(),
                List.of(
                        new LossTerms.Part("bits_per_pixel", bitsPerPixel.mean()),
                        new LossTerms.Part("squared_error", error.mean())));
    }

    private static double weight(double lambda) {
        return Math.sqrt(REFERENCE_LAMBDA / lambda);
    }

    /** Sums over pictures that were coded as into a file and rounded to 8 bits. */
    public static final class Totals {

        private final CompressionConfig config;
        private final int[] counts;
        private final double[] bitsPerPixel;
        private final double[] psnrDb;
        private final double[] losses;

        public Totals(CompressionConfig config) {
            this.config = config;
            int levels = config.lambdas().size();
            counts = new int[levels];
            bitsPerPixel = new double[levels];
            psnrDb = new double[levels];
            losses = new double[levels];
        }

        /** @param x [N, 3, H, W] of whole pixel values, in -0.5 to 0.5 */
        public void add(CompressionModel model, Tensor x, int level) {
            long[] levels = new long[Math.toIntExact(x.size(0))];
            Arrays.fill(levels, level);
            CompressionModel.Forward forward = model.forward(x, Tensor.of(levels), Pass.inference());
            Tensor pixels = Rounding.round(forward.xHat().add(0.5).mul(LARGEST)).clamp(0, LARGEST);
            double[] errors = pixels.sub(x.add(0.5).mul(LARGEST))
                    .square()
                    .flatten()
                    .mean(1)
                    .toDoubles();
            double[] bits = forward.bits().toDoubles();
            double lambda = config.lambdas().get(level);
            for (int i = 0; i < errors.length; i++) {
                double rate = bits[i] / (x.size(2) * x.size(3));
                counts[level]++;
                bitsPerPixel[level] += rate;
                psnrDb[level] += 10 * Math.log10(LARGEST * LARGEST / Math.max(errors[i], 1e-3));
                losses[level] += weight(lambda) * (rate + lambda * errors[i]);
            }
        }

        public double bitsPerPixel(int level) {
            return bitsPerPixel[level] / counts[level];
        }

        /** The mean of the pictures' PSNRs. */
        public double psnrDb(int level) {
            return psnrDb[level] / counts[level];
        }

        /** The mean over the levels. */
        public double loss() {
            double sum = 0;
            for (int level = 0; level < counts.length; level++) {
                sum += losses[level] / counts[level];
            }
            return sum / counts.length;
        }
    }
}

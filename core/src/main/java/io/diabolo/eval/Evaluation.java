package io.diabolo.eval;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.Batches;
import io.diabolo.train.Corruption;

/**
 * How well a model reconstructs data, in model values (pictures: 0 to 1).
 *
 * @param samples how many
 * @param mse mean squared error by element
 * @param squaredError mean over the samples of the SUMMED squared error of one
 * @param meanAbsoluteError by element
 * @param bce binary cross-entropy by element in nats, of reconstructions limited to [1e-6, 1 - 1e-6]; NaN where values
 *     are not in [0, 1]
 * @param psnrDb mean over the samples of the peak signal-to-noise ratio
 * @param ssim mean over the samples; NaN where samples are no pictures
 * @param inputMse of the corrupted input against the clean sample; 0 without corruption
 */
public record Evaluation(
        int samples,
        double mse,
        double squaredError,
        double meanAbsoluteError,
        double bce,
        double psnrDb,
        double ssim,
        double inputMse) {

    private static final int CHUNK = 256;
    private static final double EDGE = 1e-6;
    private static final long NOISE_SEED = 20_060_728;

    /** Evaluates a model on clean data. */
    public static Evaluation of(Autoencoder model, Preprocessing preprocessing, Dataset data, Device device) {
        return of(model, preprocessing, data, device, Corruption.none());
    }

    /** Evaluates a model that sees corrupted samples against the clean ones; the noise is the same each time. */
    public static Evaluation of(
            Autoencoder model, Preprocessing preprocessing, Dataset data, Device device, Corruption corruption) {
        Batches batches = new Batches(data, preprocessing);
        Sums sums = new Sums(data.shape(), preprocessing);
        int chunk = Batches.chunk(data.shape(), CHUNK);
        for (int first = 0; first < data.size(); first += chunk) {
            try (TensorScope scope = TensorScope.open("evaluate", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(NOISE_SEED, first)) {
                Tensor clean = batches.load(Batches.range(first, chunk, data.size()));
                Tensor input = corruption.corrupt(clean, random).input();
                sums.add(
                        clean.toFloats(),
                        input.toFloats(),
                        model.reconstruct(input).toFloats());
            }
        }
        return sums.result();
    }

    /** Adds up errors sample by sample. */
    private static final class Sums {

        private final SampleShape shape;
        private final Preprocessing preprocessing;
        private int samples;
        private double squares;
        private double absolutes;
        private double crossEntropy;
        private double psnr;
        private double similarity;
        private double inputSquares;

        Sums(SampleShape shape, Preprocessing preprocessing) {
            this.shape = shape;
            this.preprocessing = preprocessing;
        }

        void add(float[] clean, float[] input, float[] output) {
            int elements = shape.elements();
            for (int at = 0; at < clean.length; at += elements) {
                float[] x = java.util.Arrays.copyOfRange(clean, at, at + elements);
                float[] y = java.util.Arrays.copyOfRange(output, at, at + elements);
                double error = 0;
                for (int i = 0; i < elements; i++) {
                    double difference = (double) y[i] - x[i];
                    error += difference * difference;
                    absolutes += Math.abs(difference);
                    double inputDifference = (double) input[at + i] - x[i];
                    inputSquares += inputDifference * inputDifference;
                    double p = Math.min(1 - EDGE, Math.max(EDGE, y[i]));
                    crossEntropy -= x[i] * Math.log(p) + (1 - x[i]) * Math.log(1 - p);
                }
                squares += error;
                // An exact reconstruction counts as one wrong by a hundredth of a gray level, not as infinite.
                double floor = Math.pow(preprocessing.peak() / 25_500, 2);
                psnr += ImageMetrics.psnrDb(Math.max(floor, error / elements), preprocessing.peak());
                if (isPicture()) {
                    similarity += ImageMetrics.ssim(x, y, shape, (float) preprocessing.peak());
                }
                samples++;
            }
        }

        private boolean isPicture() {
            return shape.height() > 1 && shape.width() > 1;
        }

        Evaluation result() {
            double values = (double) samples * shape.elements();
            return new Evaluation(
                    samples,
                    squares / values,
                    squares / samples,
                    absolutes / values,
                    preprocessing.isUnitInterval() ? crossEntropy / values : Double.NaN,
                    psnr / samples,
                    isPicture() ? similarity / samples : Double.NaN,
                    inputSquares / values);
        }
    }
}

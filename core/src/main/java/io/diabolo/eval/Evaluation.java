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
import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import java.util.Arrays;

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
        return of(model, preprocessing, data, device, corruption, (first, codes, errors) -> {});
    }

    /** Evaluates a model on clean data, and keeps what it comes by on the way: the code and the error of each sample. */
    public static InDetail inDetail(Autoencoder model, Preprocessing preprocessing, Dataset data, Device device) {
        float[][] codes = new float[data.size()][];
        double[] mse = new double[data.size()];
        Evaluation evaluation = of(model, preprocessing, data, device, Corruption.none(), (first, chunk, errors) -> {
            System.arraycopy(chunk.toRows(), 0, codes, first, errors.length);
            for (int i = 0; i < errors.length; i++) {
                mse[first + i] = errors[i] / (double) data.shape().elements();
            }
        });
        return new InDetail(evaluation, codes, mse);
    }

    private static Evaluation of(
            Autoencoder model,
            Preprocessing preprocessing,
            Dataset data,
            Device device,
            Corruption corruption,
            Listener listener) {
        Batches batches = new Batches(data, preprocessing);
        Sums sums = new Sums(data.shape(), preprocessing);
        int chunk = Batches.chunk(data.shape(), CHUNK);
        for (int first = 0; first < data.size(); first += chunk) {
            try (TensorScope scope = TensorScope.open("evaluate", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(NOISE_SEED, first)) {
                Tensor clean = batches.load(Batches.range(first, chunk, data.size()));
                Tensor input = corruption.corrupt(clean, random).input();
                Tensor codes = model.encode(input);
                Tensor output = model.decode(codes);
                float[] errors = output.sub(clean).square().sumPerExample().toFloats();
                listener.measured(first, codes, errors);
                sums.add(errors);
                sums.add(clean, input, output);
            }
        }
        return sums.result();
    }

    /**
     * What {@link #inDetail} returns, of the samples in their order.
     *
     * @param codes [N, D]
     * @param mse [N], the mean squared error of each
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record InDetail(Evaluation evaluation, float[][] codes, double[] mse) {}

    /** Sees the codes [n, D] and the SUMMED squared errors [n] of the samples from {@code first} on. */
    private interface Listener {
        void measured(int first, Tensor codes, float[] errors);
    }

    /** Adds up errors, each sample for itself in float32, the samples in double precision. */
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

        /** @param errors SUMMED squared errors */
        void add(float[] errors) {
            // An exact reconstruction counts as one wrong by a hundredth of a gray level, not as infinite.
            double floor = Math.pow(preprocessing.peak() / 25_500, 2);
            for (float error : errors) {
                squares += error;
                psnr += ImageMetrics.psnrDb(Math.max(floor, error / shape.elements()), preprocessing.peak());
            }
            samples += errors.length;
        }

        void add(Tensor clean, Tensor input, Tensor output) {
            absolutes += total(output.sub(clean).abs());
            inputSquares += total(input.sub(clean).square());
            if (preprocessing.isUnitInterval()) {
                crossEntropy -= total(logLikelihood(clean, output));
            }
            if (isPicture()) {
                addSimilarity(clean.toFloats(), output.toFloats());
            }
        }

        private static double total(Tensor values) {
            double total = 0;
            for (float ofSample : values.sumPerExample().toFloats()) {
                total += ofSample;
            }
            return total;
        }

        /** x log p + (1 - x) log(1 - p); 1 - p is limited by itself, as float32 is too coarse for 1e-6 near 1. */
        private static Tensor logLikelihood(Tensor x, Tensor p) {
            Tensor yes = p.clamp(EDGE, 1 - EDGE).log();
            Tensor no = p.neg().add(1).clamp(EDGE, 1 - EDGE).log();
            return x.mul(yes.sub(no)).add(no);
        }

        private void addSimilarity(float[] clean, float[] output) {
            int elements = shape.elements();
            for (int at = 0; at < clean.length; at += elements) {
                float[] x = Arrays.copyOfRange(clean, at, at + elements);
                float[] y = Arrays.copyOfRange(output, at, at + elements);
                similarity += ImageMetrics.ssim(x, y, shape, (float) preprocessing.peak());
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

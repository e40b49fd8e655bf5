package io.diabolo.eval;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.Reconstructor;
import io.diabolo.preprocess.ModelRange;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How well a model reconstructs data, in model values (pictures: 0 to 1).
 *
 * @param samples how many
 * @param mse mean squared error by known element
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
    public static Evaluation of(Reconstructor model, Preprocessing preprocessing, Dataset data, Device device) {
        return of(model, preprocessing, data, device, Corruption.none());
    }

    /** Evaluates a model that sees corrupted samples against the clean ones; the noise is the same each time. */
    public static Evaluation of(
            Reconstructor model, Preprocessing preprocessing, Dataset data, Device device, Corruption corruption) {
        Sums sums = new Sums(preprocessing);
        forEachChunk(preprocessing, data, device, (first, clean, random) -> {
            Example example = corruption.corrupt(clean, preprocessing.range(), random);
            Tensor output = model.reconstruct(example.modelInput(model.config().maskInput()));
            sums.add(example, output);
        });
        return sums.result();
    }

    /** Evaluates an autoencoder as {@link #of} does, and keeps the code of each input and the error of each output. */
    public static InDetail inDetail(
            Autoencoder model, Preprocessing preprocessing, Dataset data, Device device, Corruption corruption) {
        int size = model.config().codeSize();
        float[] codes = new float[Math.multiplyExact(data.size(), size)];
        double[] mse = new double[data.size()];
        Sums sums = new Sums(preprocessing);
        forEachChunk(preprocessing, data, device, (first, clean, random) -> {
            Example example = corruption.corrupt(clean, preprocessing.range(), random);
            Tensor latent = model.encode(example.modelInput(model.config().maskInput()));
            float[] part = latent.toFloats();
            System.arraycopy(part, 0, codes, first * size, part.length);
            double[] errors = sums.add(example, model.decode(latent));
            System.arraycopy(errors, 0, mse, first, errors.length);
        });
        return new InDetail(sums.result(), Codes.of(size, codes), mse);
    }

    private static void forEachChunk(Preprocessing preprocessing, Dataset data, Device device, Chunk work) {
        Batches batches = new Batches(data, preprocessing);
        int chunk = Batches.chunk(preprocessing.shape(), CHUNK);
        for (int first = 0; first < data.size(); first += chunk) {
            try (TensorScope scope = TensorScope.open("evaluate", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(NOISE_SEED, first)) {
                work.on(first, batches.example(Batches.range(first, chunk, data.size())), random);
            }
        }
    }

    /** Sees the samples from {@code first} on. */
    private interface Chunk {
        void on(int first, Example clean, Generator random);
    }

    /**
     * What {@link #inDetail} returns, of the samples in their order.
     *
     * @param codes [N, D]
     * @param mse [N], the mean squared error of each
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record InDetail(Evaluation evaluation, Codes codes, double[] mse) {}

    /** Adds up errors, each sample for itself in float32, the samples in double precision. */
    private static final class Sums {

        private final SampleShape shape;
        private final ModelRange range;
        private int samples;
        private double known;
        private double squares;
        private double absolutes;
        private double crossEntropy;
        private double psnr;
        private double similarity;
        private double inputSquares;

        Sums(Preprocessing preprocessing) {
            shape = preprocessing.shape();
            range = preprocessing.range();
        }

        /**
         * Compares an output with its target where that is known.
         *
         * @return the mean squared error of each sample
         */
        double[] add(Example example, Tensor output) {
            Tensor target = example.target();
            Tensor weight = example.weight();
            Tensor difference =
                    weight == null ? output.sub(target) : output.sub(target).mul(weight);
            float[] errors = difference.square().sumPerExample().toFloats();
            double[] counts = counts(weight, errors.length);
            double[] mse = new double[errors.length];
            // An exact reconstruction counts as one wrong by a hundredth of a gray level, not as infinite.
            double floor = Math.pow(range.peak() / 25_500, 2);
            for (int i = 0; i < errors.length; i++) {
                squares += errors[i];
                known += counts[i];
                mse[i] = errors[i] / Math.max(1, counts[i]);
                psnr += ImageMetrics.psnrDb(Math.max(floor, mse[i]), range.peak());
            }
            samples += errors.length;
            absolutes += total(difference.abs());
            addInput(example, weight);
            if (range.isUnitInterval()) {
                crossEntropy -= total(logLikelihood(target, output));
            }
            if (isPicture()) {
                addSimilarity(target.toFloats(), output.toFloats());
            }
            return mse;
        }

        /** How many values of each sample are known. */
        private double[] counts(@Nullable Tensor weight, int n) {
            double[] counts = new double[n];
            float[] sums =
                    weight == null ? new float[0] : weight.sumPerExample().toFloats();
            for (int i = 0; i < n; i++) {
                counts[i] = weight == null ? shape.elements() : sums[i];
            }
            return counts;
        }

        private void addInput(Example example, @Nullable Tensor weight) {
            if (example.input().shape().equals(example.target().shape())) {
                Tensor noise = example.input().sub(example.target());
                inputSquares += total((weight == null ? noise : noise.mul(weight)).square());
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
                similarity += ImageMetrics.ssim(x, y, shape, (float) range.peak());
            }
        }

        private boolean isPicture() {
            return shape.isPicture();
        }

        Evaluation result() {
            return new Evaluation(
                    samples,
                    squares / known,
                    squares / samples,
                    absolutes / known,
                    range.isUnitInterval() ? crossEntropy / known : Double.NaN,
                    psnr / samples,
                    isPicture() ? similarity / samples : Double.NaN,
                    inputSquares / known);
        }
    }
}

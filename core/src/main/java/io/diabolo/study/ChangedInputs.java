package io.diabolo.study;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.eval.Evaluation;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.study.LimitRow.Variant;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Other data than a model was trained on: made from test samples, and of another kind altogether. */
final class ChangedInputs {

    private static final int MOST_SAMPLES = 1_000;
    private static final long MOST_VALUES = 16L << 20;
    private static final int OTHER_SAMPLES = 500;
    private static final int EXAMPLES = 6;
    private static final double NOISE = 25.0 / 255;
    private static final int SHIFT = 3;
    private static final long SEED = 4_711;

    private final SampleShape shape;
    private final Preprocessing preprocessing;
    /** The changed samples are model values already. */
    private final Preprocessing asIs;

    private final List<Changed> all = new ArrayList<>();

    ChangedInputs(Dataset test, Preprocessing preprocessing) {
        shape = test.shape();
        this.preprocessing = preprocessing;
        asIs = new ArrayPreprocessing(
                shape,
                false,
                0,
                1,
                preprocessing.range().low(),
                preprocessing.range().high());
        int most = (int) Math.max(1, Math.min(MOST_SAMPLES, MOST_VALUES / shape.elements()));
        Dataset some = RowSubset.of(
                test, IntStream.range(0, Math.min(test.size(), most)).toArray());
        Random random = new Random(SEED);
        add(Variant.UNCHANGED, some, sample -> sample);
        add(Variant.NOISE, some, sample -> noisy(sample, random));
        add(Variant.INVERTED, some, this::inverted);
        if (shape.isPicture()) {
            add(Variant.SHIFTED, some, sample -> moved(sample, (y, x) -> new int[] {y - SHIFT, x - SHIFT}));
            add(Variant.ENLARGED, some, sample -> moved(sample, this::enlarged));
        }
        if (TestPictures.canShow(shape) && preprocessing instanceof ArrayPreprocessing arrays && arrays.bytes()) {
            Dataset other = other(test.name(), Math.min(OTHER_SAMPLES, some.size()));
            add(Variant.OTHER_DATA, other, sample -> sample);
        }
    }

    /** A model on all of them: a row, and where samples can be shown some examples, each. */
    void run(RunResult.Key key, PictureAutoencoder model, List<LimitRow> rows, List<Samples.LimitExamples> examples) {
        // The same network, fed with model values as they are.
        TrainedModel trained = model.model();
        PictureAutoencoder onValues = PictureAutoencoder.of(
                TrainedModel.of(trained.model(), asIs, trained.description().provenance(), Device.CPU));
        for (Changed changed : all) {
            Evaluation evaluation = Evaluation.of(trained.model(), asIs, changed.samples, Device.CPU);
            rows.add(new LimitRow(
                    key.model(),
                    key.latent(),
                    changed.variant,
                    changed.samples.name(),
                    changed.samples.size(),
                    evaluation.mse(),
                    evaluation.psnrDb(),
                    changed.meanImageMse));
            if (TestPictures.canShow(shape)) {
                Dataset few = first(changed.samples);
                examples.add(new Samples.LimitExamples(
                        key.model(),
                        key.latent(),
                        changed.variant,
                        changed.samples.name(),
                        TestPictures.of(few, asIs),
                        onValues.decode(onValues.encode(few))));
            }
        }
    }

    private static Dataset first(Dataset samples) {
        return RowSubset.of(
                samples, IntStream.range(0, Math.min(EXAMPLES, samples.size())).toArray());
    }

    private void add(Variant variant, Dataset data, UnaryOperator<float[]> change) {
        float[][] samples = new float[data.size()][];
        for (int row = 0; row < samples.length; row++) {
            samples[row] = change.apply(TestPictures.modelValues(data, preprocessing, row));
        }
        float[] mean = mean(samples);
        double error = Arrays.stream(samples)
                .mapToDouble(sample -> ImageMetrics.mse(sample, mean))
                .average()
                .orElseThrow();
        all.add(new Changed(variant, FloatDataset.of(data.name(), shape, samples), error));
    }

    private static float[] mean(float[][] samples) {
        float[] mean = new float[samples[0].length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] sample : samples) {
                sum += sample[i];
            }
            mean[i] = (float) (sum / samples.length);
        }
        return mean;
    }

    private Dataset other(String name, int count) {
        boolean trainedOnGlyphs = name.equals("glyphs");
        Dataset glyphs = Glyphs.generate(SEED, count);
        List<Picture> pictures = trainedOnGlyphs
                ? GeometricShapes.generate(count, SEED)
                : TestPictures.of(glyphs, Preprocessing.of(glyphs));
        return ByteDataset.of(
                trainedOnGlyphs ? "shapes" : "glyphs",
                pictures.stream().map(preprocessing.asArrays()::fit).toList());
    }

    private float[] noisy(float[] sample, Random random) {
        float[] noisy = new float[sample.length];
        for (int i = 0; i < noisy.length; i++) {
            double value = sample[i] + NOISE * preprocessing.range().peak() * random.nextGaussian();
            noisy[i] = (float) Math.max(
                    preprocessing.range().low(), Math.min(preprocessing.range().high(), value));
        }
        return noisy;
    }

    private float[] inverted(float[] sample) {
        float[] inverted = new float[sample.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] =
                    (float) (preprocessing.range().low() + preprocessing.range().high() - sample[i]);
        }
        return inverted;
    }

    private int[] enlarged(int y, int x) {
        return new int[] {shape.height() / 4 + y / 2, shape.width() / 4 + x / 2};
    }

    private float[] moved(float[] sample, From from) {
        float[] moved = new float[sample.length];
        for (int i = 0; i < moved.length; i++) {
            int channel = i / (shape.height() * shape.width());
            int[] place = from.of(i / shape.width() % shape.height(), i % shape.width());
            int y = Math.max(0, Math.min(shape.height() - 1, place[0]));
            int x = Math.max(0, Math.min(shape.width() - 1, place[1]));
            moved[i] = sample[(channel * shape.height() + y) * shape.width() + x];
        }
        return moved;
    }

    /** Where a new pixel comes from: row and column, beyond the edge too. */
    private interface From {
        int[] of(int y, int x);
    }

    /** Changed samples in model values. */
    private record Changed(Variant variant, Dataset samples, double meanImageMse) {}
}

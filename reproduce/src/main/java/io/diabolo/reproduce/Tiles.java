package io.diabolo.reproduce;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.detect.DetectionMetrics;
import io.diabolo.detect.NearestReference;
import io.diabolo.detect.PcaReference;
import io.diabolo.detect.Reference;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.reproduce.MarkedPictures.Marked;
import io.diabolo.task.SuitedConfig;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a surface, some with a defect and a mask of it: a detector that saw only normal ones beside PCA, the nearest
 * neighbour and a plain autoencoder. How well pictures are told apart, and how well pixels are.
 */
public final class Tiles {

    private static final int COMPONENTS = 32;

    /** Of which verdicts are not looked at here: it decides how many pictures are held out of the training. */
    private static final double PROMISED = 0.05;

    /** About as many seconds as the detector trains. */
    private static final long PLAIN_STEPS = 300;

    private final Dataset train;
    private final Dataset test;
    private final boolean[] abnormal;
    private final boolean[] defects;

    private Tiles(List<Marked> normal, List<Marked> measured) {
        train = dataset("normal", normal);
        test = dataset("test", measured);
        abnormal = new boolean[measured.size()];
        int pixels = measured.get(0).defect().length;
        defects = new boolean[measured.size() * pixels];
        for (int i = 0; i < abnormal.length; i++) {
            abnormal[i] = measured.get(i).abnormal();
            System.arraycopy(measured.get(i).defect(), 0, defects, i * pixels, pixels);
        }
    }

    private static Dataset dataset(String name, List<Marked> pictures) {
        return ByteDataset.of(name, pictures.stream().map(Marked::picture).toList());
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/tiles DIR [--size N] [--seed S] [--steps N] [--hold-out]   DIR holds JPEG pictures, each with a mask NAME.png");
            System.exit(2);
        }
        int size = 256;
        long seed = 0;
        long steps = DetectOptions.AUTO;
        boolean holdOut = false;
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--size" -> size = Integer.parseInt(args[++i]);
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--steps" -> steps = Long.parseLong(args[++i]);
                case "--hold-out" -> holdOut = true;
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        MarkedPictures.Parts parts = MarkedPictures.split(Path.of(args[0]), size, seed);
        List<Marked> measured = holdOut ? parts.holdOut() : parts.test();
        System.out.printf(
                "%d normal pictures to train on; %s: %s, of which %d have a defect%n",
                parts.train().size(),
                holdOut ? "held out" : "test",
                MarkedPictures.folders(measured),
                measured.stream().filter(Marked::abnormal).count());
        System.out.printf("%-22s %12s %12s %12s   %s%n", "", "image AUROC", "image AP", "pixel AUROC", "seconds");
        new Tiles(parts.train(), measured).measure(seed, steps);
    }

    private void measure(long seed, long steps) {
        Preprocessing preprocessing = Preprocessing.of(train);
        long start = System.nanoTime();
        try (PcaReference pca = PcaReference.fit(train, preprocessing, COMPONENTS)) {
            print("PCA-" + COMPONENTS, pca.score(test), pca.errors(test), start);
        }
        start = System.nanoTime();
        try (Reference nearest = NearestReference.fit(train, preprocessing, seed)) {
            print("nearest neighbours", nearest.score(test), null, start);
        }
        start = System.nanoTime();
        float[] errors = plainErrors(seed, steps);
        double[] scores = new double[test.size()];
        for (int i = 0; i < errors.length; i++) {
            scores[i / (errors.length / scores.length)] += errors[i];
        }
        print("plain autoencoder", scores, errors, start);
        DetectOptions options = DetectOptions.defaults()
                .withFalseAlarms(PROMISED)
                .withSteps(steps)
                .withSeed(seed);
        start = System.nanoTime();
        try (AnomalyDetector untrained = AnomalyDetector.untrained(train, options)) {
            print("untrained networks", untrained.scores(test).ensemble(), untrained.pixelScores(test), start);
        }
        start = System.nanoTime();
        try (AnomalyDetector detector = AnomalyDetector.fit(train, options)) {
            double[] last = print("detector", detector.scores(test).ensemble(), detector.pixelScores(test), start);
            System.out.printf("%.2f %.2f%n", last[0], last[1]);
        }
    }

    /** The squared errors [N, H * W] of the convolutional autoencoder that the command line trains. */
    private float[] plainErrors(long seed, long steps) {
        LoadedData data = new LoadedData(train, train, train, List.of());
        TrainingPlan plan =
                TrainingPlan.auto().withSteps(steps > 0 ? steps : PLAIN_STEPS).withSeed(seed);
        float[] errors = new float[test.size() * test.shape().elements()];
        try (TrainedModel model =
                TrainedModel.train(SuitedConfig.conv(data, COMPONENTS), data, plan, TrainingOptions.defaults())) {
            float[] values = Reference.values(test, model.preprocessing());
            AtomicInteger at = new AtomicInteger();
            model.reconstruct(test, (first, rebuilt) -> {
                for (float value : rebuilt) {
                    float error = value - values[at.get()];
                    errors[at.getAndIncrement()] = error * error;
                }
            });
        }
        return errors;
    }

    /** @return the AUROC of pictures and of pixels, in per cent */
    private double[] print(String name, double[] scores, float @Nullable [] pixels, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        DetectionMetrics metrics = DetectionMetrics.of(scores, abnormal);
        double ofPixels = pixels == null ? Double.NaN : 100 * auroc(pixels, defects);
        System.out.printf(
                "%-22s %12.2f %12.2f %12s   %.1f%n",
                name,
                100 * metrics.auroc(),
                100 * metrics.averagePrecision(),
                pixels == null ? "-" : "%.2f".formatted(ofPixels),
                seconds);
        return new double[] {100 * metrics.auroc(), ofPixels};
    }

    /** Of tens of millions of pixels: score and label are sorted as one number. */
    static double auroc(float[] scores, boolean[] positive) {
        long[] keys = new long[scores.length];
        long positives = 0;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) Float.floatToIntBits(scores[i]) << 1) + (positive[i] ? 1 : 0); // scores are never below 0
            positives += positive[i] ? 1 : 0;
        }
        Arrays.parallelSort(keys);
        double sum = 0; // of the ranks of positives; equal scores share the mean of theirs
        for (int from = 0; from < keys.length; ) {
            int to = from;
            long here = 0;
            while (to < keys.length && keys[to] >> 1 == keys[from] >> 1) {
                here += keys[to] & 1;
                to++;
            }
            sum += here * (from + 1 + to) / 2.0;
            from = to;
        }
        double negatives = keys.length - positives;
        return (sum - positives * (positives + 1) / 2.0) / (positives * negatives);
    }
}

package io.diabolo.reproduce;

import io.diabolo.data.Dataset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.detect.DetectionMetrics;
import io.diabolo.detect.IsolationForest;
import io.diabolo.detect.NearestReference;
import io.diabolo.detect.Part;
import io.diabolo.detect.PcaReference;
import io.diabolo.detect.Reference;
import io.diabolo.detect.Scores;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * The default detector, its parts, its untrained networks, and detectors without an autoencoder: all fitted to the same
 * samples, all measured on the same.
 */
final class Detectors {

    static final List<String> NAMES =
            List.of("PCA", "kNN", "forest", "untrained", "reconstruct.", "latent", "detector");

    private Detectors() {}

    /**
     * One detector on one set.
     *
     * @param auroc in per cent
     * @param averagePrecision in per cent
     */
    record Measured(double auroc, double averagePrecision) {}

    /**
     * What a set gave.
     *
     * @param measured in the order of {@link #NAMES}
     * @param verdicts of the detector, at its promised rate
     * @param seconds that the fit of the detector took
     */
    record Result(List<Measured> measured, DetectionMetrics.Verdicts verdicts, double seconds) {}

    /** @param abnormal for each test sample, whether it is abnormal */
    static Result measure(Dataset train, Dataset test, boolean[] abnormal, DetectOptions options) {
        List<Measured> measured = new ArrayList<>();
        Preprocessing preprocessing = Preprocessing.of(train);
        int components = Math.max(1, Math.min(32, preprocessing.shape().elements() / 2));
        try (Reference pca = PcaReference.fit(train, preprocessing, components);
                Reference nearest = NearestReference.fit(train, preprocessing, options.seed());
                Reference forest = IsolationForest.fit(train, preprocessing, options.seed())) {
            for (Reference reference : List.of(pca, nearest, forest)) {
                measured.add(of(reference.score(test), abnormal));
            }
        }
        try (AnomalyDetector untrained = AnomalyDetector.untrained(train, options)) {
            measured.add(of(untrained.scores(test).ensemble(), abnormal));
        }
        try (AnomalyDetector detector = AnomalyDetector.fit(train, options)) {
            Scores scores = detector.scores(test);
            measured.add(of(scores.of(Part.RECONSTRUCTION), abnormal));
            measured.add(of(scores.of(Part.LATENT), abnormal));
            measured.add(of(scores.ensemble(), abnormal));
            boolean[] alarms = new boolean[abnormal.length];
            for (int i = 0; i < alarms.length; i++) {
                alarms[i] = scores.ensemble()[i] > detector.threshold();
            }
            return new Result(
                    measured,
                    DetectionMetrics.Verdicts.of(alarms, abnormal),
                    detector.report().seconds());
        }
    }

    private static Measured of(double[] scores, boolean[] abnormal) {
        DetectionMetrics metrics = DetectionMetrics.of(scores, abnormal);
        return new Measured(100 * metrics.auroc(), 100 * metrics.averagePrecision());
    }

    /** The mean of several results, detector by detector. */
    static List<Measured> mean(List<List<Measured>> results) {
        List<Measured> means = new ArrayList<>();
        for (int k = 0; k < NAMES.size(); k++) {
            int place = k;
            means.add(new Measured(
                    results.stream()
                            .mapToDouble(r -> r.get(place).auroc())
                            .average()
                            .orElse(Double.NaN),
                    results.stream()
                            .mapToDouble(r -> r.get(place).averagePrecision())
                            .average()
                            .orElse(Double.NaN)));
        }
        return means;
    }

    static String header(String what) {
        StringBuilder line = new StringBuilder("%-22s".formatted(what));
        NAMES.forEach(name -> line.append(" %12s".formatted(name)));
        return line.toString();
    }

    /** AUROC / average precision of each detector. */
    static String line(String what, List<Measured> measured) {
        StringBuilder line = new StringBuilder("%-22s".formatted(what));
        for (Measured one : measured) {
            line.append(" %12s".formatted("%.1f /%5.1f".formatted(one.auroc(), one.averagePrecision())));
        }
        return line.toString();
    }
}

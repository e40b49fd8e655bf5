package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.detect.DetectionMetrics;
import io.diabolo.detect.IsolationForest;
import io.diabolo.detect.NearestReference;
import io.diabolo.detect.PcaReference;
import io.diabolo.detect.Reference;
import io.diabolo.detect.Scores;
import io.diabolo.preprocess.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Anomaly detection on tables. */
public final class AdBench {

    private AdBench() {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path dir = Path.of(args[0]);
        String filter = args.length > 1 ? args[1] : "";
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        List<Path> files;
        try (Stream<Path> listed = Files.list(dir)) {
            files = listed.filter(f -> f.toString().endsWith(".npz")).sorted().toList();
        }
        String[] names = {"pca", "knn", "forest", "untrained", "recon", "latent", "ensemble"};
        System.out.println("                     " + String.join(" | ", names));
        double[][] sums = new double[names.length][2];
        int n = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!name.matches("(" + filter + ").*")) {
                continue;
            }
            double[][] mean = new double[names.length][2];
            long start = System.nanoTime();
            for (int seed = 0; seed < seeds; seed++) {
                List<double[]> got = one(file, seed);
                for (int k = 0; k < names.length; k++) {
                    for (int j = 0; j < 2; j++) {
                        mean[k][j] += got.get(k)[j] / seeds;
                    }
                }
            }
            n++;
            StringBuilder line = new StringBuilder(String.format("%-20s", name));
            for (int k = 0; k < names.length; k++) {
                line.append(String.format(" %5.1f/%5.1f", 100 * mean[k][0], 100 * mean[k][1]));
                sums[k][0] += mean[k][0];
                sums[k][1] += mean[k][1];
            }
            System.out.println(line + String.format(" %.1fs", (System.nanoTime() - start) / 1e9));
        }
        StringBuilder line = new StringBuilder(String.format("%-20s", "mean"));
        for (int k = 0; k < names.length; k++) {
            line.append(String.format(" %5.1f/%5.1f", 100 * sums[k][0] / n, 100 * sums[k][1] / n));
        }
        System.out.println(line);
    }

    private static List<double[]> one(Path file, long seed) {
        Dataset all = DataSource.openWhole(file, DataOptions.defaults());
        int[] rows = IntStream.range(0, all.size()).toArray();
        if (rows.length < 1000) {
            SplittableRandom random = new SplittableRandom(seed);
            int size = rows.length;
            rows = random.ints(1000, 0, size).toArray();
        }
        int[] normal = IntStream.of(rows).filter(r -> all.label(r) == 0).toArray();
        int[] abnormal = IntStream.of(rows).filter(r -> all.label(r) != 0).toArray();
        int half = (int) Math.rint(normal.length * 0.5);
        Dataset train = RowSubset.of(all, IntStream.of(normal).limit(half).toArray());
        Dataset test = RowSubset.of(
                all,
                IntStream.concat(IntStream.of(normal).skip(half), IntStream.of(abnormal))
                        .toArray());
        boolean[] labels = new boolean[test.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = test.label(i) != 0;
        }
        List<double[]> result = new ArrayList<>();
        Preprocessing preprocessing = Preprocessing.of(train);
        DetectOptions options = DetectOptions.defaults().withSeed(seed).withFalseAlarms(0.05);
        try (Reference pca = PcaReference.fit(
                        train, preprocessing, Math.max(1, preprocessing.shape().elements() / 2));
                Reference knn = NearestReference.fit(train, preprocessing, seed);
                Reference forest = IsolationForest.fit(train, preprocessing, seed)) {
            for (Reference r : List.of(pca, knn, forest)) {
                result.add(metrics(r.score(test), labels));
            }
        }
        try (AnomalyDetector d = AnomalyDetector.untrained(train, options)) {
            result.add(metrics(d.scores(test).ensemble(), labels));
        }
        try (AnomalyDetector d = AnomalyDetector.fit(train, options)) {
            Scores s = d.scores(test);
            result.add(metrics(s.reconstruction(), labels));
            result.add(metrics(s.latent(), labels));
            result.add(metrics(s.ensemble(), labels));
            if (!d.report().warnings().isEmpty()) {
                System.out.println(d.report().warnings());
            }
        }
        return result;
    }

    private static double[] metrics(double[] scores, boolean[] labels) {
        DetectionMetrics m = DetectionMetrics.of(scores, labels);
        return new double[] {m.auroc(), m.averagePrecision()};
    }
}

package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.detect.DetectOptions;
import io.diabolo.reproduce.Detectors.Measured;
import io.diabolo.reproduce.Detectors.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One class of labelled pictures is normal, all others are abnormal: class by class, trained on the training pictures of that
 * class, tested on all test pictures.
 *
 * @source L. Ruff et al., "Deep one-class classification", ICML 2018: protocol and figures of Deep SVDD
 */
public final class OneClass {

    private OneClass() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/oneclass DIR [--seeds N] [--classes A,B] [--limit TEST]   DIR holds labelled pictures with a test part");
            System.exit(2);
        }
        int seeds = 3;
        int limit = Integer.MAX_VALUE;
        List<String> classes = List.of();
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--seeds" -> seeds = Integer.parseInt(args[++i]);
                case "--classes" -> classes = List.of(args[++i].split(","));
                case "--limit" -> limit = Integer.parseInt(args[++i]);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        LoadedData data = DataSource.open(Path.of(args[0]), DataOptions.defaults());
        int testSamples = Math.min(limit, data.test().size());
        Dataset test = RowSubset.of(data.test(), IntStream.range(0, testSamples).toArray());
        System.out.println(Detectors.header("normal class") + "   seconds");
        List<List<Measured>> all = new ArrayList<>();
        for (int label = 0; label < test.labelNames().size(); label++) {
            String name = test.labelNames().get(label);
            if (!classes.isEmpty() && !classes.contains(name)) {
                continue;
            }
            List<List<Measured>> ofSeeds = new ArrayList<>();
            double seconds = 0;
            for (int seed = 0; seed < seeds; seed++) {
                Result result = measure(data, test, label, seed);
                ofSeeds.add(result.measured());
                seconds = Math.max(seconds, result.seconds());
            }
            all.add(Detectors.mean(ofSeeds));
            System.out.printf("%s   %5.1f%n", Detectors.line(name, all.get(all.size() - 1)), seconds);
        }
        List<Measured> mean = Detectors.mean(all);
        System.out.println(Detectors.line("mean of " + all.size(), mean));
        System.out.println(
                "published, mean AUROC: MNIST Deep SVDD 94.8, PCA-32 95.3, OCGAN 97.5; Fashion-MNIST Deep SVDD 92.8, 5-NN 92.3, GEOM 93.5");
        System.out.printf("%.2f%n", mean.get(mean.size() - 1).auroc());
    }

    private static Result measure(LoadedData data, Dataset test, int label, long seed) {
        Dataset train = data.train();
        Dataset normal = RowSubset.of(
                train,
                IntStream.range(0, train.size())
                        .filter(row -> train.label(row) == label)
                        .toArray());
        boolean[] abnormal = new boolean[test.size()];
        for (int i = 0; i < abnormal.length; i++) {
            abnormal[i] = test.label(i) != label;
        }
        return Detectors.measure(
                normal, test, abnormal, DetectOptions.defaults().withSeed(seed));
    }
}

package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SeriesOptions;
import io.diabolo.detect.DetectOptions;
import io.diabolo.detect.DetectionMetrics;
import io.diabolo.reproduce.Detectors.Measured;
import io.diabolo.reproduce.Detectors.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Heart beats: the normal ones of the training part train; those of the test part test, and the abnormal ones of the training
 * part, which nothing is fitted to (a file may hold no others). The threshold promises 1 % false alarms.
 *
 * @source ECG5000; TensorFlow's tutorial "Intro to autoencoders" has accuracy 0.943, precision 0.992, recall 0.905 (it counts
 *     normal beats as positive, on another split)
 */
public final class Ecg {

    private static final int SEEDS = 3;

    private Ecg() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/ecg FILE [NORMAL]   FILE is a .csv with the columns split (train, test), class and values; NORMAL is a class (1)");
            System.exit(2);
        }
        String normalClass = args.length > 1 ? args[1] : "1";
        Path file = Path.of(args[0]);
        Dataset beats = labelled(file, "class", "split");
        Dataset parts = labelled(file, "split", "class");
        int normal = beats.labelNames().indexOf(normalClass);
        int training = parts.labelNames().indexOf("train");
        Dataset train = RowSubset.of(
                beats,
                IntStream.range(0, beats.size())
                        .filter(row -> parts.label(row) == training && beats.label(row) == normal)
                        .toArray());
        Dataset test = RowSubset.of(
                beats,
                IntStream.range(0, beats.size())
                        .filter(row -> parts.label(row) != training || beats.label(row) != normal)
                        .toArray());
        boolean[] abnormal = new boolean[test.size()];
        for (int i = 0; i < abnormal.length; i++) {
            abnormal[i] = test.label(i) != normal;
        }
        System.out.println(Detectors.header("seed") + "   accuracy precision recall false alarms seconds");
        List<List<Measured>> all = new ArrayList<>();
        double accuracy = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Result result = Detectors.measure(
                    train, test, abnormal, DetectOptions.defaults().withSeed(seed));
            all.add(result.measured());
            DetectionMetrics.Verdicts verdicts = result.verdicts();
            accuracy += verdicts.accuracy() / SEEDS;
            System.out.printf(
                    "%s   %.4f   %.4f   %.4f   %.2f%%   %.1f%n",
                    Detectors.line("seed " + seed, result.measured()),
                    verdicts.accuracy(),
                    verdicts.precision(),
                    verdicts.recall(),
                    100 * verdicts.falseAlarms(),
                    result.seconds());
        }
        System.out.println(Detectors.line("mean", Detectors.mean(all)));
        System.out.println("published: accuracy 0.943 (TensorFlow's tutorial, a threshold chosen after the fact)");
        System.out.printf("%.4f%n", accuracy);
    }

    private static Dataset labelled(Path file, String label, String ignored) {
        return DataSource.openWhole(
                file,
                DataOptions.defaults()
                        .withSeries(SeriesOptions.rows())
                        .withTarget(label)
                        .withIgnore(List.of(ignored)));
    }
}

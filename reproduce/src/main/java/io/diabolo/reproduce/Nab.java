package io.diabolo.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.SampleShape;
import io.diabolo.detect.AnomalyDetector;
import io.diabolo.detect.DetectOptions;
import io.diabolo.json.Json;
import io.diabolo.reproduce.NabScore.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;

/**
 * The Numenta Anomaly Benchmark: series that come row by row. The default detector is fitted to windows of a file's first rows, which
 * the benchmark does not score, and judges each window that ends at a later row; nothing is chosen on labels but the one threshold
 * that the benchmark's rule chooses for every detector. The Windowed Gaussian is scored again on the same files.
 *
 * <p>The last line holds the two scores.
 */
public final class Nab {

    private static final int WINDOW = 64;
    private static final int SHORT = 10;
    private static final int LONGEST = 8_000;
    private static final double CALM = 1e-9;

    private Nab() {}

    /** A file's values and its labelled windows. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Series(String name, double[] values, List<Window> windows) {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println("usage: reproduce/nab DIR   DIR holds combined_windows.json and data/GROUP/*.csv");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        NabScore gaussian = new NabScore();
        NabScore ours = new NabScore();
        for (Series series : read(folder)) {
            long start = System.nanoTime();
            NabScore alone = new NabScore();
            double[] scores = scores(series);
            alone.add(scores, series.windows);
            ours.add(scores, series.windows);
            double[] simple = windowedGaussian(series.values);
            NabScore simpleAlone = new NabScore();
            simpleAlone.add(simple, series.windows);
            gaussian.add(simple, series.windows);
            System.out.printf(
                    "%-60s %6d rows %d windows%s   %.1f s%n",
                    series.name,
                    series.values.length,
                    series.windows.size(),
                    series.windows.isEmpty()
                            ? ""
                            : "   alone, each at its best: Windowed Gaussian %6.1f, detector %6.1f"
                                    .formatted(simpleAlone.best(), alone.best()),
                    (System.nanoTime() - start) / 1e9);
        }
        System.out.println("published, all 58 files: Windowed Gaussian 39.6, random 11.0");
        System.out.printf("Windowed Gaussian, detector: %.2f %.2f%n", gaussian.best(), ours.best());
    }

    private static List<Series> read(Path folder) throws IOException {
        JsonNode labels = Json.read(folder.resolve("combined_windows.json"), JsonNode.class);
        List<Series> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                String name = folder.resolve("data").relativize(file).toString().replace('\\', '/');
                all.add(read(file, name, labels.path(name)));
            }
        }
        return all;
    }

    private static Series read(Path file, String name, JsonNode labels) throws IOException {
        List<String> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : reader) {
                times.add(row.getField("timestamp"));
                values.add(Double.parseDouble(row.getField("value")));
            }
        }
        List<Window> windows = new ArrayList<>();
        for (JsonNode label : labels) {
            // 2014-04-15 00:25:00.000000: as text, times are in order.
            String from = label.get(0).asText().substring(0, 19);
            String to = label.get(1).asText().substring(0, 19);
            int first = (int)
                    times.stream().filter(time -> time.compareTo(from) < 0).count();
            int after =
                    (int) times.stream().filter(time -> time.compareTo(to) <= 0).count();
            windows.add(new Window(first, after - 1));
        }
        return new Series(name, values.stream().mapToDouble(Double::doubleValue).toArray(), windows);
    }

    private static double[] scores(Series series) {
        int probation = NabScore.probation(series.values.length);
        double[] scores = new double[series.values.length];
        float[][] first = windows(series.values, 0, probation - WINDOW + 1);
        float[][] later = windows(series.values, probation - WINDOW + 1, series.values.length - WINDOW + 1);
        if (first.length < 2 || isConstant(first)) {
            // Nothing can be learned from rows that are all alike: each other value is strange.
            for (int i = probation; i < scores.length; i++) {
                scores[i] = Math.abs(series.values[i] - series.values[0]);
            }
            return likelihoods(scores, probation);
        }
        DetectOptions options = DetectOptions.defaults().withFalseAlarms(0.05);
        try (AnomalyDetector detector = AnomalyDetector.fit(dataset(series.name, first), options)) {
            double[] known = detector.scores(dataset(series.name, first)).ensemble();
            double[] judged = detector.scores(dataset(series.name, later)).ensemble();
            System.arraycopy(known, 0, scores, WINDOW - 1, known.length);
            System.arraycopy(judged, 0, scores, probation, judged.length);
        }
        return likelihoods(scores, probation);
    }

    private static boolean isConstant(float[][] windows) {
        float value = windows[0][0];
        return Arrays.stream(windows).allMatch(window -> {
            for (float other : window) {
                if (other != value) {
                    return false;
                }
            }
            return true;
        });
    }

    private static Dataset dataset(String name, float[][] windows) {
        return FloatDataset.of(name, SampleShape.series(1, WINDOW), windows);
    }

    private static float[][] windows(double[] values, int first, int end) {
        float[][] windows = new float[Math.max(0, end - first)][WINDOW];
        for (int i = 0; i < windows.length; i++) {
            for (int t = 0; t < WINDOW; t++) {
                windows[i][t] = (float) values[first + i + t];
            }
        }
        return windows;
    }

    /**
     * How improbable the mean of the last scores is beside those before, as the benchmark's authors do it; an alarm that was raised
     * within a window's length is not raised again.
     *
     * @source S. Ahmad et al., "Unsupervised real-time anomaly detection for streaming data", Neurocomputing 262, 2017
     */
    private static double[] likelihoods(double[] scores, int probation) {
        double[] likelihoods = new double[scores.length];
        for (int i = probation; i < scores.length; i++) {
            int from = Math.max(WINDOW - 1, i - LONGEST);
            double mean = Arrays.stream(scores, from, i).average().orElse(0);
            double variance = Arrays.stream(scores, from, i)
                    .map(score -> (score - mean) * (score - mean))
                    .average()
                    .orElse(0);
            double now = Arrays.stream(scores, Math.max(from, i - SHORT + 1), i + 1)
                    .average()
                    .orElse(0);
            likelihoods[i] = (now - mean) / Math.sqrt(variance + CALM);
        }
        double[] alarms = new double[scores.length];
        for (int i = probation; i < scores.length; i++) {
            double before = Double.NEGATIVE_INFINITY;
            for (int j = Math.max(probation, i - WINDOW); j < i; j++) {
                before = Math.max(before, likelihoods[j]);
            }
            alarms[i] = likelihoods[i] > before ? likelihoods[i] : Double.NEGATIVE_INFINITY;
        }
        return alarms;
    }

    /** @source NAB's windowedGaussian_detector.py: a window of 6,400 rows that moves on by 100 */
    private static double[] windowedGaussian(double[] values) {
        int size = 6_400;
        int step = 100;
        double[] scores = new double[values.length];
        int first = 0;
        int last = 0; // exclusive
        double mean = 0;
        double deviation = 1;
        for (int i = 0; i < values.length; i++) {
            scores[i] = last == first ? 0 : 1 - tail(values[i], mean, deviation);
            boolean growing = last - first < size;
            if (growing) {
                last = i + 1;
            } else if (i + 1 - last == step) {
                first += step;
                last += step;
            }
            if (growing || last == i + 1) {
                double centre = Arrays.stream(values, first, last).average().orElse(0);
                mean = centre;
                deviation = Math.sqrt(Arrays.stream(values, first, last)
                        .map(value -> (value - centre) * (value - centre))
                        .average()
                        .orElse(0));
                deviation = deviation == 0 ? 1e-6 : deviation;
            }
        }
        return scores;
    }

    /** The share of a normal distribution that is farther out on the same side. */
    private static double tail(double value, double mean, double deviation) {
        double z = Math.abs(value - mean) / deviation;
        return 0.5 * Erf.erfc(z / Math.sqrt(2));
    }
}

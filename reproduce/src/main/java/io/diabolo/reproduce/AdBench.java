package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.detect.DetectOptions;
import io.diabolo.reproduce.Detectors.Measured;
import io.diabolo.reproduce.Detectors.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Anomaly detection on the tables of a folder, {@code X} and {@code y} (1 is abnormal) in an {@code .npz} each, by the protocol
 * of the published figures: the first half of the normal rows, in the order of the file, trains; the others and all abnormal
 * rows test. Sets of fewer than 1,000 rows are drawn to 1,000 with replacement first, so that rows of the test may have been
 * seen; {@code --plain} leaves that out and takes a random half, {@code --contaminated} also adds every tenth abnormal row to
 * the training.
 *
 * @source V. Livernoche et al., "On diffusion modeling for anomaly detection", ICLR 2024: protocol and figures
 */
public final class AdBench {

    private static final int SMALL = 1_000;

    /** The false alarms that the smallest table can promise. */
    private static final double RATE = 0.05;

    private AdBench() {}

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 0) {
            System.err.println(
                    "usage: reproduce/adbench DIR [--seeds N] [--sets REGEX] [--plain|--contaminated]   DIR holds .npz tables with X and y");
            System.exit(2);
        }
        int seeds = 5;
        String sets = ".*";
        Protocol protocol = Protocol.PUBLISHED;
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "--seeds" -> seeds = Integer.parseInt(args[++i]);
                case "--sets" -> sets = args[++i];
                case "--plain" -> protocol = Protocol.PLAIN;
                case "--contaminated" -> protocol = Protocol.CONTAMINATED;
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        run(Path.of(args[0]), sets, seeds, protocol);
    }

    private enum Protocol {
        PUBLISHED,
        PLAIN,
        CONTAMINATED
    }

    private static void run(Path folder, String sets, int seeds, Protocol protocol) throws IOException {
        System.out.printf("AUROC / average precision, %d seeds, %s%n", seeds, protocol);
        System.out.println(Detectors.header("table") + "   published kNN, VAE, best of 26   seconds");
        List<List<Measured>> all = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString().replaceAll("^\\d+_|\\.npz$", "");
            if (!name.matches(sets)) {
                continue;
            }
            List<List<Measured>> ofSeeds = new ArrayList<>();
            double seconds = 0;
            for (int seed = 0; seed < seeds; seed++) {
                Result result = measure(file, seed, protocol);
                ofSeeds.add(result.measured());
                seconds = Math.max(seconds, result.seconds());
            }
            List<Measured> mean = Detectors.mean(ofSeeds);
            all.add(mean);
            System.out.printf("%s   %s   %5.1f%n", Detectors.line(name, mean), Published.adBench(name), seconds);
        }
        List<Measured> mean = Detectors.mean(all);
        System.out.println(Detectors.line("mean of " + all.size(), mean));
        System.out.println(
                "published, mean of the 20 sets of numbers.md: kNN 85.6 / 72.3, DTE-NP 85.7 / 72.5, VAE 81.5 / 65.9, best of 26 for each set 90.7 / 79.8");
        Measured ours = mean.get(mean.size() - 1);
        System.out.printf("%.2f %.2f%n", ours.auroc(), ours.averagePrecision());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(file -> file.toString().endsWith(".npz"))
                    .sorted()
                    .toList();
        }
    }

    private static Result measure(Path file, long seed, Protocol protocol) {
        Dataset all = DataSource.openWhole(file, DataOptions.defaults());
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = protocol == Protocol.PUBLISHED && all.size() < SMALL
                ? random.ints(SMALL, 0, all.size()).toArray()
                : IntStream.range(0, all.size()).toArray();
        int[] normal = IntStream.of(rows).filter(row -> all.label(row) == 0).toArray();
        int[] abnormal = IntStream.of(rows).filter(row -> all.label(row) != 0).toArray();
        if (protocol != Protocol.PUBLISHED) {
            shuffle(normal, random);
            shuffle(abnormal, random);
        }
        int half = (int) Math.rint(normal.length * 0.5);
        int mixed = protocol == Protocol.CONTAMINATED ? abnormal.length / 10 : 0;
        Dataset train = RowSubset.of(
                all,
                IntStream.concat(
                                IntStream.of(normal).limit(half),
                                IntStream.of(abnormal).limit(mixed))
                        .toArray());
        Dataset test = RowSubset.of(
                all,
                IntStream.concat(
                                IntStream.of(normal).skip(half),
                                IntStream.of(abnormal).skip(mixed))
                        .toArray());
        boolean[] labels = new boolean[test.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = test.label(i) != 0;
        }
        DetectOptions options = DetectOptions.defaults().withSeed(seed).withFalseAlarms(RATE);
        return Detectors.measure(train, test, labels, options);
    }

    private static void shuffle(int[] rows, SplittableRandom random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
    }
}
